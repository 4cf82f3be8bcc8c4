package dev.homeport.dialect.ollama;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.chat.Api;
import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Complaint;
import dev.homeport.chat.Piece;
import dev.homeport.chat.Prompt;
import dev.homeport.fake.Recorded;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// All answers that a real Ollama gave, on its rendered, its parser's and its native path, say to
/// the reader what they say: text, thinking, calls, counts, and how they end.
class RecordedAnswersTest {
  static Stream<Recorded> answers() {
    return Recorded.all().stream()
        .filter(each -> each.path().equals("/api/chat") || each.path().equals("/api/generate"))
        .filter(each -> each.status() == 200 && each.method().equals("POST"))
        // Several answers over one connection, or none that is JSON at all.
        .filter(each -> !each.name().startsWith("oddhttp/"));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void eachIsUnderstoodHoweverItIsCut(Recorded recorded) {
    String type = Objects.requireNonNullElse(recorded.header("content-type"), "");
    Expectation said = Expectation.of(recorded.body());
    for (boolean stream : new boolean[] {true, false}) {
      ChatRequest request = request(recorded, stream);
      for (int size : new int[] {1, 7, 1 << 20}) {
        List<Piece> pieces = Ask.read(Ask.OLLAMA.reader(request, "m", type), recorded.body(), size);
        check(recorded, said, pieces);
      }
    }
  }

  private static void check(Recorded recorded, Expectation said, List<Piece> pieces) {
    Expectation read = Expectation.of(pieces);
    assertThat(read.calls()).isEqualTo(said.calls());
    assertThat(read.chances()).isEqualTo(said.chances());
    if (recorded.name().equals("generate/think-native")) {
      // wire.md G.27
      assertThat(read.thought()).isEqualTo("t1 t2 t3");
      assertThat(read.text()).isEqualTo("w1 w2");
    } else {
      assertThat(read.text()).isEqualTo(said.text());
      assertThat(read.thought()).isEqualTo(said.thought());
    }
    if (said.finish() != null) {
      assertThat(read.failed()).isFalse();
      assertThat(read.finish()).isEqualTo(ending(said.finish()));
      assertThat(read.prompt()).isEqualTo(said.prompt());
      assertThat(read.answer()).isEqualTo(said.answer());
      return;
    }
    // wire.md G.36: whatever ends without `"done":true` has failed.
    assertThat(read.finish()).isNull();
    var failed = (Piece.Failed) pieces.getLast();
    assertThat(failed.complaint().kind())
        .isEqualTo(said.failed() ? Complaint.Kind.SERVER : Complaint.Kind.CUT);
  }

  private static String ending(String reason) {
    return reason.equals("length") || reason.equals("calls") ? reason : "stop";
  }

  /// As if it had been asked on the route it was recorded on.
  private static ChatRequest request(Recorded recorded, boolean stream) {
    return recorded.path().equals("/api/chat")
        ? Ask.saying(new String(recorded.requestBody(), UTF_8), stream)
        : Ask.with(
            Api.OLLAMA_GENERATE, new Prompt.Plain("x", null, List.of(), null, false, true), stream);
  }
}
