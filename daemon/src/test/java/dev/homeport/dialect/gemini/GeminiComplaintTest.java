package dev.homeport.dialect.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.dialect.CallMemory;
import dev.homeport.fake.FakeWall;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What Gemini's errors mean (wire.md D.1, G.45, G.48, G.49; cases.md 5).
class GeminiComplaintTest {
  private static final String QUOTA =
      """
      {"error":{"code":429,"message":"You exceeded your current quota, please check your plan and billing details.",\
      "status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":\
      [{"quotaMetric":"generate_content_free_tier_requests","quotaId":"%s","quotaValue":"15"}]},\
      {"@type":"type.googleapis.com/google.rpc.Help","links":[]}%s]}}""";

  private static final String DELAY =
      ",{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"%s\"}";

  @Test
  void quotaOfAMinuteIsARate() {
    var complaint =
        of(
            429,
            QUOTA.formatted(
                "GenerateRequestsPerMinutePerProject-FreeTier", DELAY.formatted("26s")));
    assertThat(complaint.kind()).isEqualTo(Kind.RATE);
    assertThat(complaint.retryAfter()).isEqualTo(Duration.ofSeconds(26));
    var silent = of(429, QUOTA.formatted("GenerateRequestsPerMinutePerProject-FreeTier", ""));
    assertThat(silent.kind()).isEqualTo(Kind.RATE);
    assertThat(silent.retryAfter()).isEqualTo(Duration.ofMinutes(1));
  }

  /// With a quota of a day Google sends the delay of a minute.
  @Test
  void quotaOfADayIsNotBelievedToBeFreeInAMinute() {
    String day = "GenerateRequestsPerDayPerProjectPerModel-FreeTier";
    var complaint = of(429, QUOTA.formatted(day, DELAY.formatted("34.07s")));
    assertThat(complaint.kind()).isEqualTo(Kind.QUOTA);
    assertThat(complaint.retryAfter()).isNull();
    var reset = of(429, QUOTA.formatted(day, DELAY.formatted("7200s")));
    assertThat(reset.retryAfter()).isEqualTo(Duration.ofHours(2));
  }

  /// Whether it is of a model or of the whole project is said nowhere else.
  @Test
  void quotasThatAreExceededAreNamed() {
    String day = "GenerateRequestsPerDayPerProjectPerModel-FreeTier";
    assertThat(of(429, QUOTA.formatted(day, "")).said())
        .startsWith("RESOURCE_EXHAUSTED: You exceeded")
        .endsWith("(" + day + ")");
    assertThat(of(429, QUOTA.formatted("x".repeat(9_000), "")).said()).doesNotContain("xxx");
  }

  @Test
  void delayAloneSaysHowLongTheQuotaIs() {
    assertThat(of(429, QUOTA.formatted("x", DELAY.formatted("900ms"))).retryAfter())
        .isEqualTo(Duration.ofMillis(900));
    assertThat(of(429, QUOTA.formatted("x", DELAY.formatted("301s"))).kind()).isEqualTo(Kind.QUOTA);
    assertThat(of(429, QUOTA.formatted("x", "")).kind()).isEqualTo(Kind.QUOTA);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "429 | RATE       | Please retry in 12.5s. | 12500",
        "429 | RATE       | Please retry in 900ms. | 900",
        "429 | QUOTA      | Please retry in 2h3m4s. | 7384000",
        "429 | QUOTA      | quota exceeded, limit: 0, model: x. Please retry in 3s. | -1",
        "429 | RATE       | quota exceeded, limit: 0.5 | -1",
        "429 | RATE       | Resource has been exhausted (e.g. check quota). | -1",
        "429 | CREDIT     | Your prepayment credits are depleted. | -1",
        "503 | OVERLOADED | The model is overloaded. Please try again later. | -1",
        "500 | SERVER     | An internal error has occurred. | -1",
        "499 | SERVER     | The operation was cancelled. | -1",
        "504 | TIMEOUT    | Deadline exceeded | -1",
        "404 | NO_MODEL   | models/x is not found for API version v1beta | -1",
        "403 | FORBIDDEN  | The caller does not have permission | -1",
        "403 | KEY        | Your API key was reported as leaked. Please use another API key. | -1",
        "401 | KEY        | Request had invalid authentication credentials. | -1",
        "400 | KEY        | API key not valid. Please pass a valid API key. | -1",
        "400 | CONTEXT    | The input token count (1200000) exceeds the maximum number of tokens allowed (1048576). | -1",
        "400 | TOO_LARGE  | Request payload size exceeds the limit: 20971520 bytes. | -1",
        "400 | FORBIDDEN  | User location is not supported for the API use. | -1",
        "400 | CAPABILITY | Function call is missing a thought_signature in functionCall parts. | -1",
        "400 | CAPABILITY | Corrupted thought signature. | -1",
        "400 | CAPABILITY | Requests ending with a model turn are not supported. | -1",
        "400 | CAPABILITY | Function calling with a response mime type: 'application/json' is unsupported | -1",
        "400 | CAPABILITY | Logprobs is not enabled for models/gemini-2.5-flash | -1",
        "400 | BAD_REQUEST | * GenerateContentRequest.contents: contents is not specified | -1",
        "413 | TOO_LARGE  | too large | -1",
        "422 | BAD_REQUEST | odd | -1",
        "409 | SERVER     | The operation was aborted. | -1",
        "412 | SERVER     | Failed precondition | -1",
        "418 | SERVER     | short and stout | -1",
        "431 | SERVER     | heads too large | -1",
        "529 | OVERLOADED | too much to do | -1",
      })
  void wordsCountMoreThanTheStatus(int status, Kind kind, String message, long delayMillis) {
    String error = "{\"error\":{\"code\":%d,\"message\":\"%s\"}}".formatted(status, message);
    // Google wraps it in a list at times, others wrap it in a text.
    String quoted = error.replace("\\", "\\\\").replace("\"", "\\\"");
    for (String body :
        new String[] {error, "[" + error + "]", "{\"error\":{\"message\":\"" + quoted + "\"}}"}) {
      Complaint complaint = of(status, body);
      assertThat(complaint.kind()).isEqualTo(kind);
      assertThat(complaint.status()).isEqualTo(status);
      assertThat(complaint.said()).contains(message);
      assertThat(complaint.retryAfter())
          .isEqualTo(delayMillis < 0 ? null : Duration.ofMillis(delayMillis));
    }
  }

  @Test
  void reasonsCountMoreThanWords() {
    String reason =
        "{\"error\":{\"code\":%d,\"message\":\"No.\",\"details\":[{\"reason\":\"%s\",\"domain\":\"googleapis.com\"}]}}";
    assertThat(of(400, reason.formatted(400, "API_KEY_INVALID")).kind()).isEqualTo(Kind.KEY);
    assertThat(of(429, reason.formatted(429, "MODEL_CAPACITY_EXHAUSTED")).kind())
        .isEqualTo(Kind.OVERLOADED);
  }

  @Test
  void pageInsteadOfAnErrorIsJudgedByItsStatus() {
    var complaint = of(502, "<html>Bad Gateway</html>");
    assertThat(complaint.kind()).isEqualTo(Kind.SERVER);
    assertThat(complaint.said()).isEqualTo("a page of HTML");
  }

  @Test
  void longWordsAreCut() {
    assertThat(of(500, "{\"error\":{\"message\":\"" + "x".repeat(5_000) + "\"}}").said())
        .hasSize(500);
  }

  private static Complaint of(int status, String body) {
    return new GeminiProvider(new CallMemory(), new FakeWall())
        .complaint(status, _ -> "", body.getBytes(UTF_8));
  }
}
