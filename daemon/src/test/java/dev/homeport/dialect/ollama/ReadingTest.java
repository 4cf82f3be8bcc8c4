package dev.homeport.dialect.ollama;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.chat.Api;
import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Complaint;
import dev.homeport.chat.Finish;
import dev.homeport.chat.Piece;
import dev.homeport.chat.Prompt;
import dev.homeport.chat.Usage;
import dev.homeport.dialect.AnswerReader;
import dev.homeport.fake.Mutation;
import dev.homeport.fake.Recorded;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingTest {
  private static final String DONE = "{\"message\":{\"content\":\"\"},\"done\":true}\n";

  /// wire.md G.17, G.18, G.19.
  @Test
  void callsAreNumberedAndNamedHereWhereTheyAreNotThere() {
    List<Piece> pieces =
        chat(
            """
            {"message":{"tool_calls":[{"id":"x","function":{"index":0,"name":"f","arguments":{"a":1}}}]},"done":false}
            {"message":{"tool_calls":[{"id":"x","function":{"index":0,"name":"f","arguments":{"a":1}}},
            """
                    .stripTrailing()
                + "{\"function\":{\"name\":\"g\"}}]},\"done\":true,\"done_reason\":\"stop\"}\n");

    List<Piece.CallBegun> begun = all(pieces, Piece.CallBegun.class);
    assertThat(begun).extracting(Piece.CallBegun::index).containsExactly(0, 1, 2);
    assertThat(begun).extracting(Piece.CallBegun::id).doesNotHaveDuplicates();
    assertThat(begun.getFirst().id()).isEqualTo("x");
    assertThat(begun.getLast().id()).matches("call_[a-z0-9]+");
    assertThat(all(pieces, Piece.CallGoesOn.class))
        .containsExactly(
            new Piece.CallGoesOn(0, "{\"a\":1}"),
            new Piece.CallGoesOn(1, "{\"a\":1}"),
            new Piece.CallGoesOn(2, "{}"));
    assertThat(pieces).contains(new Piece.Finished(Finish.CALLS, null));
  }

  @Test
  void orderAndNumbersOfArgumentsSurvive() {
    List<Piece> pieces =
        chat(
            "{\"message\":{\"tool_calls\":[{\"function\":{\"name\":\"f\",\"arguments\":"
                + "{\"z\":1.0,\"a\":10000000000000001,\"o\":{\"y\":[{}]}}}}]},\"done\":true}");

    assertThat(all(pieces, Piece.CallGoesOn.class))
        .containsExactly(
            new Piece.CallGoesOn(0, "{\"z\":1.0,\"a\":10000000000000001,\"o\":{\"y\":[{}]}}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\":\"f\",\"arguments\":\"{half\"}",
        "{\"name\":\"f\",\"arguments\":[1]}",
        "{\"arguments\":{}}",
        "5",
      })
  void aCallThatCannotBeReadIsAFailure(String function) {
    List<Piece> pieces =
        chat("{\"message\":{\"tool_calls\":[{\"function\":" + function + "}]},\"done\":true}");

    assertThat(failure(pieces).kind()).isEqualTo(Complaint.Kind.NONSENSE);
  }

  /// wire.md G.39.
  @Test
  void whatIsNotCountedIsZero() {
    assertThat(chat(DONE))
        .containsExactly(new Piece.Finished(Finish.STOP, null), new Piece.Counted(Usage.of(0, 0)));
  }

  @Test
  void anOddReasonIsAStopAndALengthIsALength() {
    assertThat(chat("{\"done\":true,\"done_reason\":\"whatever\"}"))
        .contains(new Piece.Finished(Finish.STOP, null));
    assertThat(chat("{\"done\":true,\"done_reason\":\"length\"}"))
        .contains(new Piece.Finished(Finish.LENGTH, null));
  }

  /// wire.md G.36.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{\"message\":{\"content\":\"w1\"},\"done\":false}\n",
        "{\"message\":{\"content\":\"w1\"},\"done\":false,\"done_reason\":\"stop\"}\n",
        "{\"message\":{\"content\":\"w1\"}}",
      })
  void anEndWithoutItsMarkIsACut(String body) {
    for (boolean stream : new boolean[] {true, false}) {
      assertThat(failure(read(Ask.saying("x", stream), "", body)).kind())
          .isEqualTo(Complaint.Kind.CUT);
    }
  }

  @Test
  void anErrorInTheMiddleIsTheLastPiece() {
    List<Piece> pieces =
        chat("{\"message\":{\"content\":\"a\"},\"done\":false}\n{\"error\":\"boom\"}\n" + DONE);

    assertThat(pieces)
        .containsExactly(
            new Piece.Text("a"),
            new Piece.Failed(Complaint.of(Complaint.Kind.SERVER, 200, "boom")));
  }

  @Test
  void anErrorIsUnderstoodInAllItsShapes() {
    assertThat(
            failure(
                chat(
                    "{\"StatusCode\":429,\"Status\":\"429 Too Many Requests\",\"error\":\"slow"
                        + " down\"}")))
        .isEqualTo(Complaint.of(Complaint.Kind.RATE, 200, "slow down"));
    assertThat(
            failure(chat("{\"error\":{\"message\":\"you have reached your weekly usage limit\"}}")))
        .extracting(Complaint::kind)
        .isEqualTo(Complaint.Kind.QUOTA);
  }

  /// cases.md B4.
  @Test
  void oneLineOfGarbageIsPassedOver() {
    assertThat(chat("{\"message\":{\"content\":\"a\"},\"done\":false}\n{\"mess\n\n  \n5\n" + DONE))
        .startsWith(new Piece.Text("a"))
        .contains(new Piece.Finished(Finish.STOP, null));
  }

  /// cases.md B12, wire.md G.37.
  @Test
  void aPageOrGarbageIsNoAnswer() {
    for (boolean stream : new boolean[] {true, false}) {
      ChatRequest request = Ask.saying("x", stream);
      assertThat(failure(read(request, "text/html; charset=utf-8", "<html>")).kind())
          .isEqualTo(Complaint.Kind.NONSENSE);
      assertThat(failure(read(request, "", "<!doctype html>\n<body>")).kind())
          .isEqualTo(Complaint.Kind.NONSENSE);
      assertThat(failure(read(request, "application/json", "garbage")).said()).contains("garbage");
      assertThat(failure(read(request, "application/json", "[]")).kind())
          .isEqualTo(Complaint.Kind.NONSENSE);
    }
  }

  @Test
  void oneObjectOnSeveralLinesIsUnderstoodWhereOneWasAskedFor() {
    assertThat(
            read(
                Ask.saying("x", false),
                "application/json",
                "{\n \"message\": {\n  \"content\": \"a\"\n },\n \"done\": true\n}"))
        .startsWith(new Piece.Text("a"), new Piece.Finished(Finish.STOP, null));
  }

  @Test
  void nothingComesAfterTheEnd() {
    assertThat(chat(DONE + "{\"message\":{\"content\":\"more\"},\"done\":false}\n" + DONE))
        .hasSize(2);
  }

  @Test
  void tooMuchIsRefusedInsteadOfKept() {
    byte[] much = new byte[1 << 20];
    Arrays.fill(much, (byte) 'x');
    for (boolean stream : new boolean[] {true, false}) {
      AnswerReader reader = Ask.OLLAMA.reader(Ask.saying("x", stream), "m", "");
      var pieces = new ArrayList<Piece>();
      for (int i = 0; i < 40; i++) {
        reader.feed(much, 0, much.length, pieces::add);
      }
      reader.end(pieces::add);
      assertThat(pieces).hasSize(1);
      assertThat(failure(pieces).kind()).isEqualTo(Complaint.Kind.NONSENSE);
    }
  }

  /// wire.md G.27: the tags may be cut anywhere.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 100})
  void thinkingInTheTextIsTakenOutOfIt(int size) {
    String all = "\n<think>a <b> </thin c</think>\n\n w1 <think>stays</think>";
    List<Piece> pieces = read(continuation(false), "", lines(all, size));

    Expectation said = Expectation.of(pieces);
    assertThat(said.thought()).isEqualTo("a <b> </thin c");
    assertThat(said.text()).isEqualTo("w1 <think>stays</think>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<thi", "<think", "  ", "<b>", "a<think>b</think>", "<thinker>"})
  void whatOnlyLooksLikeATagIsText(String all) {
    for (int size : new int[] {1, 3, 100}) {
      Expectation said = Expectation.of(read(continuation(false), "", lines(all, size)));
      assertThat(said.text()).isEqualTo(all);
      assertThat(said.thought()).isEmpty();
    }
  }

  @Test
  void aRawPromptGetsItsRawAnswerAndAChatIsClean() {
    String all = "<think>a</think>b";
    assertThat(Expectation.of(read(continuation(true), "", lines(all, 3))).text()).isEqualTo(all);
    String chat =
        lines(all, 3).replaceAll("\"response\":(\"[^\"]*\")", "\"message\":{\"content\":$1}");
    assertThat(Expectation.of(chat(chat)).text()).isEqualTo(all);
  }

  static Stream<Integer> seeds() {
    return IntStream.range(0, 60).boxed();
  }

  /// Whatever comes, there is an end and never an exception.
  @ParameterizedTest
  @MethodSource("seeds")
  void mutatedAnswersEndInOneWayOrAnother(int seed) {
    var random = new Random(seed);
    List<Recorded> answers = RecordedAnswersTest.answers().toList();
    for (int i = 0; i < 40; i++) {
      byte[] body = Mutation.of(answers.get(random.nextInt(answers.size())).body(), random);
      ChatRequest request =
          random.nextBoolean()
              ? Ask.saying("x", random.nextBoolean())
              : continuation(random.nextBoolean());
      List<Piece> pieces =
          Ask.read(
              Ask.OLLAMA.reader(request, "m", random.nextBoolean() ? "" : "application/x-ndjson"),
              body,
              1 + random.nextInt(500));

      assertThat(pieces).filteredOn(p -> p instanceof Piece.Failed).hasSizeLessThan(2);
      assertThat(
              pieces.getLast() instanceof Piece.Failed
                  || pieces.stream().anyMatch(p -> p instanceof Piece.Finished))
          .isTrue();
    }
  }

  private static ChatRequest continuation(boolean raw) {
    return Ask.with(
        Api.OPENAI_COMPLETIONS, new Prompt.Plain("x", null, List.of(), "y", raw, false), true);
  }

  private static String lines(String all, int size) {
    var lines = new StringBuilder();
    for (int from = 0; from < all.length(); from += size) {
      String part = all.substring(from, Math.min(all.length(), from + size));
      lines
          .append("{\"response\":\"")
          .append(part.replace("\n", "\\n"))
          .append("\",\"done\":false}\n");
    }
    return lines.append("{\"response\":\"\",\"done\":true}\n").toString();
  }

  private static List<Piece> chat(String body) {
    return read(Ask.saying("x", true), "application/x-ndjson", body);
  }

  private static List<Piece> read(ChatRequest request, String type, String body) {
    return Ask.read(Ask.OLLAMA.reader(request, "m", type), body.getBytes(UTF_8), 5);
  }

  private static Complaint failure(List<Piece> pieces) {
    return ((Piece.Failed) pieces.getLast()).complaint();
  }

  private static <T extends Piece> List<T> all(List<Piece> pieces, Class<T> kind) {
    return pieces.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
