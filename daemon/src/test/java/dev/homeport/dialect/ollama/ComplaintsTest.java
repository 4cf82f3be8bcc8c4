package dev.homeport.dialect.ollama;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.fake.Mutation;
import dev.homeport.fake.Recorded;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What is said counts before the status: product.md 6.4, cases.md A3, A4, E, wire.md A.2, A.7,
/// G.45, G.46, G.63.
class ComplaintsTest {
  @ParameterizedTest
  @CsvSource({
    "cloud/on-chat-m401,KEY",
    "cloud/on-chat-m402,CREDIT",
    "cloud/on-chat-m403,NO_MODEL",
    "cloud/on-chat-m404,NO_MODEL",
    "cloud/on-chat-m429,QUOTA",
    "cloud/on-chat-m503,OVERLOADED",
    "cloud/on-chat-mdrop,SERVER",
    "cloud/stub-chat-m401,KEY",
    "cloud/stub-chat-m402,CREDIT",
    "cloud/stub-chat-m429,QUOTA",
    "cloud/stub-chat-m503,OVERLOADED",
    "cloud/stub-chat-mdrop,SERVER",
    "cloud/off-chat,NO_MODEL",
    "cloud/unreachable-chat,SERVER",
    "cloud/unreachable-stub,SERVER",
    "errors/chat-unknown-model,NO_MODEL",
    "errors/embed-unknown-model,NO_MODEL",
    "errors/generate-no-model,BAD_REQUEST",
    "errors/chat-no-model,BAD_REQUEST",
    "errors/chat-bad-name,BAD_REQUEST",
    "errors/chat-tools-unsupported,CAPABILITY",
    "errors/chat-think-unsupported,CAPABILITY",
    "errors/chat-embed-model,CAPABILITY",
    "errors/options-wrong-type,BAD_REQUEST",
    "errors/options-temperature-string,BAD_REQUEST",
    "errors/engine-status-400,BAD_REQUEST",
    "errors/engine-status-500,SERVER",
    "errors/engine-status-500-native,SERVER",
    "errors/path-nope,NONSENSE",
    "errors/method-get-api-chat,NONSENSE",
    "chat/format-bad,BAD_REQUEST",
    "chat/image-data-url,BAD_REQUEST",
    "chat/image-on-text-model,CAPABILITY",
    "chat/image-on-native-text-model,CAPABILITY",
    "generate/template-bad,BAD_REQUEST",
    "generate/suffix-unsupported,CAPABILITY",
    "context/native-long,CONTEXT",
    "context/native-long-stream-false,CONTEXT",
    "context/chat-one-long-shift-false,CONTEXT",
    "context/generate-long-truncate-false,CONTEXT",
    "context/embed-long-truncate-false,CONTEXT",
    "context/embeddings-long,CONTEXT",
    "embed/engine-error,SERVER",
    "embed/numbers,BAD_REQUEST",
    "faults/exit-first-chat,SERVER",
    "faults/cut-chat-nostream,SERVER",
    "faults/error-native-nostream,SERVER",
  })
  void recordedErrorsMeanWhatTheySay(String name, Kind kind) {
    assertThat(complaint(Recorded.named(name)).kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "429 | {\"error\":\"you (x) have reached your weekly usage limit, upgrade\"} | QUOTA",
        "429 | {\"error\":\"timed out waiting for a concurrent request slot\"} | CONCURRENCY",
        "429 | {\"error\":\"too many requests\"} | RATE",
        "403 | {\"error\":\"forbidden\"} | FORBIDDEN",
        "403 | {\"error\":\"this model requires a subscription, upgrade for access\"} | NO_MODEL",
        "402 | {} | CREDIT",
        "410 | {\"error\":\"gone\"} | NO_MODEL",
        "413 | {\"error\":\"request body too large\"} | TOO_LARGE",
        "503 | {\"error\":\"server busy, please try again.  maximum pending requests exceeded\"} |"
            + " OVERLOADED",
        "500 | {\"error\":\"model requires more system memory (9 GiB) than is available\"} |"
            + " SERVER",
        "504 | {} | TIMEOUT",
        "502 | Bad Gateway | SERVER",
        "502 | <html>Bad Gateway | NONSENSE",
        "404 | <html>nothing | NONSENSE",
        "400 | {\"error\":\"\\\"m\\\" does not support insert\"} | CAPABILITY",
        "500 | {\"error\":\"{\\\"error\\\":{\\\"code\\\":400,\\\"message\\\":\\\"odd\\\"}}\"} |"
            + " BAD_REQUEST",
        "422 | {\"error\":\"odd\"} | BAD_REQUEST",
        "302 | moved | NONSENSE",
      })
  void othersToo(int status, String body, Kind kind) {
    assertThat(of(status, body).kind()).isEqualTo(kind);
  }

  @Test
  void jsonInsideOfTheStringIsTakenOut() {
    assertThat(complaint(Recorded.named("errors/engine-status-500")).said())
        .isEqualTo("scripted status 500");
    assertThat(complaint(Recorded.named("context/native-long")).said())
        .startsWith("request (254 tokens) exceeds");
  }

  @Test
  void whatIsSaidIsKeptShort() {
    assertThat(of(500, "x".repeat(9000)).said()).hasSize(500);
    assertThat(of(500, "{\"error\":\"" + "\ud83d\ude00".repeat(400) + "\"}").said().length())
        .isBetween(499, 500);
  }

  @Test
  void whenToAskAgainIsKept() {
    Complaint busy =
        Ask.OLLAMA.complaint(
            429,
            name -> name.equalsIgnoreCase("retry-after") ? "2" : "",
            "{\"error\":\"3 requests wait already (limits.queue)\"}".getBytes(UTF_8));

    assertThat(busy.kind()).isEqualTo(Kind.CONCURRENCY);
    assertThat(busy.retryAfter()).isEqualTo(Duration.ofSeconds(2));
  }

  static Stream<Integer> seeds() {
    return IntStream.range(0, 20).boxed();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void mutatedErrorsAreStillComplaints(int seed) {
    var random = new Random(seed);
    var errors = Recorded.all().stream().filter(each -> each.status() >= 400).toList();
    for (int i = 0; i < 100; i++) {
      byte[] body = Mutation.of(errors.get(random.nextInt(errors.size())).body(), random);
      assertThat(Ask.OLLAMA.complaint(100 + random.nextInt(500), _ -> "", body).said())
          .hasSizeLessThanOrEqualTo(500);
    }
  }

  private static Complaint of(int status, String body) {
    return Ask.OLLAMA.complaint(status, _ -> "", body.getBytes(UTF_8));
  }

  private static Complaint complaint(Recorded recorded) {
    return Ask.OLLAMA.complaint(
        recorded.status(),
        name -> Objects.requireNonNullElse(recorded.header(name.toLowerCase(Locale.ROOT)), ""),
        recorded.body());
  }
}
