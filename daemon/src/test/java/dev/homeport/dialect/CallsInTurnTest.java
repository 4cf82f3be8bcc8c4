package dev.homeport.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.chat.Finish;
import dev.homeport.chat.Piece;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallsInTurnTest {
  @Test
  void mixedCallsSpeakOneAfterTheOther() {
    assertThat(
            inTurn(
                List.of(
                    begun(0),
                    begun(1),
                    more(1, "{\"b\":"),
                    more(0, "{\"a\":"),
                    more(0, "\"}\"}"),
                    more(1, "2}"))))
        .containsExactly(
            begun(0),
            more(0, "{\"a\":"),
            more(0, "\"}\"}"),
            begun(1),
            more(1, "{\"b\":"),
            more(1, "2}"));
  }

  @Test
  void textAfterWholeCallDoesNotWait() {
    var calls = new CallsInTurn();
    var heard = new ArrayList<Piece>();
    calls.take(begun(0), heard::add);
    calls.take(more(0, "{}"), heard::add);
    calls.take(new Piece.Text("on"), heard::add);
    assertThat(heard).containsExactly(begun(0), more(0, "{}"), new Piece.Text("on"));
  }

  @Test
  void textInsideOfCallWaitsForItsEnd() {
    assertThat(inTurn(List.of(begun(0), more(0, "{"), new Piece.Text("x"), more(0, "}"))))
        .containsExactly(begun(0), more(0, "{"), more(0, "}"), new Piece.Text("x"));
  }

  @Test
  void callsWithoutArgumentsEndWithTheAnswer() {
    assertThat(inTurn(List.of(begun(0), begun(1), begun(2), more(2, "{}"))))
        .containsExactly(begun(0), begun(1), begun(2), more(2, "{}"));
  }

  @Test
  void blanksAfterTheObjectAreDropped() {
    assertThat(inTurn(List.of(begun(0), more(0, "{}"), more(0, "\n"), new Piece.Text("x"))))
        .containsExactly(begun(0), more(0, "{}"), new Piece.Text("x"));
  }

  @Test
  void manyCallsThatEndBackwardsAllComeOut() {
    var pieces = new ArrayList<Piece>();
    for (int i = 0; i < 2_000; i++) {
      pieces.add(begun(i));
    }
    for (int i = 1_999; i >= 0; i--) {
      pieces.add(more(i, "{}"));
    }
    assertThat(inTurn(pieces)).hasSize(4_000).startsWith(begun(0), more(0, "{}"), begun(1));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void nothingIsLostHoweverTheyAreMixed(long seed) {
    var random = new Random(seed);
    String arguments = "{\"a\":[1,{\"b\":\"}\\\"{\"}],\"c\":{}}";
    var remaining = new HashMap<Integer, Integer>();
    var open = new ArrayList<Integer>();
    var pieces = new ArrayList<Piece>();
    for (int i = 0; i < 6; i++) {
      pieces.add(begun(i));
      remaining.put(i, 0);
      open.add(i);
      step(random, open, remaining, arguments, pieces);
    }
    while (!open.isEmpty()) {
      step(random, open, remaining, arguments, pieces);
    }
    pieces.add(new Piece.Finished(Finish.CALLS, null));

    List<Piece> heard = inTurn(pieces);
    int speaking = -1;
    Map<Integer, String> said = new HashMap<>();
    for (Piece piece : heard) {
      if (piece instanceof Piece.CallBegun(int index, _, _)) {
        assertThat(index).isEqualTo(speaking + 1);
        speaking = index;
      } else if (piece instanceof Piece.CallGoesOn(int index, String fragment)) {
        assertThat(index).isEqualTo(speaking);
        said.merge(index, fragment, String::concat);
      }
    }
    assertThat(said.values()).hasSize(6).containsOnly(arguments);
    assertThat(heard).hasSameSizeAs(pieces);
  }

  private static void step(
      Random random,
      List<Integer> open,
      Map<Integer, Integer> remaining,
      String arguments,
      List<Piece> pieces) {
    Collections.shuffle(open, random);
    int call = open.getFirst();
    int at = remaining.getOrDefault(call, 0);
    int end = Math.min(arguments.length(), at + 1 + random.nextInt(9));
    pieces.add(more(call, arguments.substring(at, end)));
    remaining.put(call, end);
    if (end == arguments.length()) {
      open.removeFirst();
    }
  }

  private static List<Piece> inTurn(List<Piece> pieces) {
    var calls = new CallsInTurn();
    var heard = new ArrayList<Piece>();
    pieces.forEach(piece -> calls.take(piece, heard::add));
    calls.end(heard::add);
    return heard;
  }

  private static Piece begun(int index) {
    return new Piece.CallBegun(index, "id" + index, "tool");
  }

  private static Piece more(int index, String fragment) {
    return new Piece.CallGoesOn(index, fragment);
  }
}
