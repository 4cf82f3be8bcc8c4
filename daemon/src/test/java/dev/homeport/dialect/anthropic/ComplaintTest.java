package dev.homeport.dialect.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.chat.Capability;
import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.chat.ModelCard;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What Anthropic means by what it says instead of an answer, and what its list of models says.
class ComplaintTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | invalid_request_error | max_tokens: Field required | BAD_REQUEST",
        "400 | invalid_request_error | prompt is too long: 210000 tokens > 200000 maximum | CONTEXT",
        "400 | invalid_request_error | input length and `max_tokens` exceed context limit | CONTEXT",
        "400 | invalid_request_error | Your credit balance is too low to access the API | CREDIT",
        "400 | invalid_request_error | You have reached your specified API usage limits. | QUOTA",
        "400 | invalid_request_error | Output blocked by content filtering policy | FILTERED",
        "400 | invalid_request_error | This model does not support assistant message prefill."
            + " | CAPABILITY",
        "400 | invalid_request_error | output_config: Extra inputs are not permitted | CAPABILITY",
        "401 | authentication_error | invalid x-api-key | KEY",
        "402 | billing_error | Payment required | CREDIT",
        "403 | permission_error | no permission | FORBIDDEN",
        "404 | not_found_error | model: claude-9 | NO_MODEL",
        "413 | request_too_large | Request exceeds the maximum size | TOO_LARGE",
        "429 | rate_limit_error | would exceed the rate limit of 50 requests per minute | RATE",
        "429 | rate_limit_error | Number of concurrent connections has exceeded | CONCURRENCY",
        "500 | api_error | Internal server error | SERVER",
        "504 | timeout_error | timed out | TIMEOUT",
        "529 | overloaded_error | Overloaded | OVERLOADED",
        "529 | | | OVERLOADED",
        "502 | | | SERVER",
        "413 | | | NONSENSE",
        "418 | teapot_error | short and stout | SERVER",
      })
  void kindIsTold(int status, @Nullable String type, @Nullable String said, Kind kind) {
    String body =
        type == null
            ? "<html>"
            : "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"%s\"}}"
                .formatted(type, said);
    Complaint complaint = complaint(status, Map.of(), body);
    assertThat(complaint)
        .isEqualTo(Complaint.of(kind, status, said == null ? "a page of HTML" : said));
  }

  @Test
  void waitIsUnderstood() {
    var headers = Map.of("Retry-After", "12");
    assertThat(complaint(429, headers, "").retryAfter()).isEqualTo(Duration.ofSeconds(12));
    assertThat(complaint(429, Map.of(), "").retryAfter()).isNull();
  }

  @Test
  void longSpeechIsCutShort() {
    assertThat(complaint(500, Map.of(), "x".repeat(5_000)).said()).hasSize(500);
  }

  @Test
  void modelsAreListed() {
    String body =
        Talk.json(
            "{'data':[{'type':'model','id':'claude-opus-4-6','display_name':'Opus','created_at':"
                + "'2026-02-04T00:00:00Z','max_input_tokens':200000,'capabilities':{'image_input':"
                + "{'supported':true},'thinking':{'supported':true}}},"
                + "{'type':'model','id':'old','created_at':'?'},{'type':'model'}],"
                + "'has_more':false}");
    List<ModelCard> cards = Talk.provider().listed(body.getBytes(UTF_8)).orElseThrow();
    assertThat(cards).extracting(ModelCard::name).containsExactly("claude-opus-4-6", "old");
    assertThat(cards.getFirst().context()).isEqualTo(200_000);
    assertThat(cards.getFirst().modified()).isEqualTo(Instant.parse("2026-02-04T00:00:00Z"));
    assertThat(cards.getFirst().capabilities())
        .containsExactlyInAnyOrder(
            Capability.COMPLETION, Capability.TOOLS, Capability.VISION, Capability.THINKING);
    assertThat(cards.getLast()).isEqualTo(ModelCard.named("old"));
    assertThat(Talk.provider().listed("<html>".getBytes(UTF_8))).isEmpty();
    assertThat(Talk.provider().list().target()).startsWith("/models");
  }

  private static Complaint complaint(int status, Map<String, String> headers, String body) {
    return Talk.provider()
        .complaint(status, name -> headers.getOrDefault(name, ""), body.getBytes(UTF_8));
  }
}
