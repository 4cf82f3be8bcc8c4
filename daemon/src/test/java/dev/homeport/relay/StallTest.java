package dev.homeport.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Act.After;
import dev.homeport.fake.Caller;
import dev.homeport.fake.Fault;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.Received;
import dev.homeport.fake.Received.End;
import dev.homeport.fake.RouterRig;
import dev.homeport.fake.RudeServer;
import dev.homeport.fake.Tongue;
import dev.homeport.journal.Event.Outcome;
import dev.homeport.upstream.Waits;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Rude: providers that stop in the middle of an answer, for a while or for good (product.md 6.2,
/// cases.md F3).
@Tag("rude")
@ExtendWith(LeakCheck.class)
class StallTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration STALL = Duration.ofMillis(250);

  /// Longer than one stall, shorter than three.
  private static final Duration PAUSE = Duration.ofMillis(450);

  private static final Waits WAITS = new Waits(LONG, LONG, LONG, LONG, STALL, STALL, LONG, null);

  /// The answer to a question that is answered with so many tokens, a pause, and the end.
  private static Received answer(Spoken api, int tokens) {
    try (var provider =
            RudeServer.choosing(
                heard -> {
                  Tongue tongue = Tongue.of(heard);
                  var begin = new StringBuilder(Mishap.head(tongue, true));
                  begin.append(Fault.chunk(tongue.opening()));
                  begin.repeat(Fault.chunk(tongue.token("x")), tokens);
                  return new Fault.Says(
                      "a pause",
                      List.of(begin.toString(), Fault.chunk(tongue.closing()) + Mishap.END),
                      PAUSE,
                      After.STAYS);
                });
        var rig = new RouterRig(api.at("first", provider.uri()).within(WAITS));
        var client = rig.client()) {
      return client
          .post(Caller.COMPLETIONS.path(), Caller.COMPLETIONS.question(true), RouterRig.KEY)
          .read();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Spoken.class,
      names = {"OPENAI", "ANTHROPIC"})
  void whoHasSentManyPiecesHasThreeTimesAsLongForTheNext(Spoken api) {
    Received many = answer(api, 60);
    assertThat(many.end()).as(many.toString()).isEqualTo(End.WHOLE);
    assertThat(Caller.COMPLETIONS.words(many.text(), true)).isEqualTo("x".repeat(60));

    Received few = answer(api, 10);
    assertThat(few.end()).as(few.toString()).isIn(End.CUT, End.RESET);
    assertThat(Caller.COMPLETIONS.failure(few.text())).contains("for 0.25 s");
  }

  /// The library says of this that the line break is missing, as if it were garbage.
  @Test
  void whoDiesBetweenAChunkAndItsLineBreakIsSevered() throws Exception {
    String chunk = Fault.chunk(Tongue.COMPLETIONS.token("One"));
    try (var provider =
            RudeServer.playing(
                Fault.says(
                    "half a chunk",
                    After.CLOSES,
                    Mishap.head(Tongue.COMPLETIONS, true),
                    chunk,
                    chunk.substring(0, chunk.length() - 2)));
        var rig = new RouterRig(Spoken.OPENAI.at("first", provider.uri()));
        var client = rig.client()) {
      Caller caller = Caller.COMPLETIONS;
      Received answer = client.post(caller.path(), caller.question(true), RouterRig.KEY).read();
      assertThat(answer.end()).as(answer.toString()).isIn(End.CUT, End.RESET);
      assertThat(rig.ended().outcome()).isEqualTo(Outcome.CUT);
      assertThat(rig.notes()).extracting(note -> note.get("cause")).containsExactly("severed");
    }
  }
}
