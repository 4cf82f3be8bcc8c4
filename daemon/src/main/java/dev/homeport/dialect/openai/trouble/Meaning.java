package dev.homeport.dialect.openai.trouble;

import dev.homeport.chat.Complaint.Kind;
import dev.homeport.dialect.StatusKind;
import java.util.List;
import java.util.regex.Pattern;

/// What an error means, by its status *and* its words (wire.md G.45, G.46): a table, of which the
/// first row that fits counts, and the status alone where none does.
final class Meaning {
  private static final int ANY = 0;

  /// One row: a status (0 for any), and what the words must contain.
  private record Row(int status, Pattern words, Kind kind) {
    boolean fits(int said, String text) {
      return (status == ANY || status == said) && words.matcher(text).find();
    }
  }

  private static final List<Row> ROWS =
      List.of(
          // Money. OpenAI's "quota" is a bill.
          row(
              ANY,
              "insufficient_quota|insufficient[ _]balance|insufficient credits|billing_not_active"
                  + "|billing_hard_limit|payment_required|requires more credits|credit balance"
                  + "|out of credits|negative balance",
              Kind.CREDIT),
          // Limits of several lengths.
          row(429, "per ?minute|\\b[tr]pm\\b", Kind.RATE),
          row(
              429,
              "per[- ]?day|\\b[tr]pd\\b|daily|per ?week|weekly|per ?month|monthly|resource_exhausted"
                  + "|quota",
              Kind.QUOTA),
          row(429, "concurren|too many simultaneous|parallel requests", Kind.CONCURRENCY),
          row(
              429,
              "overloaded|at capacity|capacity exceeded|no available|temporarily rate-limited"
                  + "|upstream",
              Kind.OVERLOADED),
          row(429, "rate_limit_exceeded", Kind.RATE),
          // The prompt.
          row(413, ".?", Kind.TOO_LARGE),
          row(
              ANY,
              "context_length_exceeded|context[ _]length|context window|context size"
                  + "|exceed_context_size|maximum context|prompt is too long|input is too long"
                  + "|too many tokens|maximum prompt length|input token count|reduce the length"
                  + "|input tokens exceed|max_model_len|prompt_too_long",
              Kind.CONTEXT),
          row(ANY, "request too large|request entity too large|payload too large", Kind.TOO_LARGE),
          // What a model or an API cannot do; before the model itself, which is not found either.
          row(
              ANY,
              "no endpoints found that support|no endpoints found that can handle"
                  + "|unsupported_parameter|unsupported_value|unsupported parameter"
                  + "|unsupported value|unknown_parameter|unrecognized request argument"
                  + "|does not support|do not support|doesn't support|not supported|is unsupported"
                  + "|unavailable now|requires --|is not a multimodal|at most 0 image"
                  + "|must contain the word 'json'|is mandatory|assistant message prefill"
                  + "|extra_forbidden|extra inputs are not permitted|must be 'json_schema'",
              Kind.CAPABILITY),
          row(
              ANY,
              "model_not_found|model not found|model_not_exist|model not exist"
                  + "|does not exist|no such model|unknown model|invalid[ _]model"
                  + "|not a valid model|model_decommissioned|no endpoints found|no allowed providers"
                  + "|model .{1,200} not found|not found, try pulling",
              Kind.NO_MODEL),
          row(
              ANY,
              "content_filter|content_policy|content policy|content management policy|moderation"
                  + "|content_moderation|\\bflagged\\b|safety system|responsibleai",
              Kind.FILTERED),
          row(
              ANY,
              "invalid_api_key|incorrect api key|api key not valid|invalid api key|no auth credentials"
                  + "|authentication_error|user not found",
              Kind.KEY),
          // What OpenRouter says of those behind it.
          row(ANY, "provider_overloaded|overloaded_error|engine_overloaded", Kind.OVERLOADED),
          row(ANY, "rate_limit_exceeded|rate_limit_error|too_many_requests", Kind.RATE),
          row(ANY, "provider_unavailable", Kind.SERVER));

  private Meaning() {}

  private static Row row(int status, String words, Kind kind) {
    return new Row(status, Pattern.compile(words, Pattern.DOTALL), kind);
  }

  /// What it means.
  ///
  /// @param status that of the answer, or the code of an error inside of one
  /// @param words in lower case
  static Kind of(int status, String words) {
    for (Row row : ROWS) {
      if (row.fits(status, words)) {
        return row.kind();
      }
    }
    return ofStatus(status, words);
  }

  private static Kind ofStatus(int status, String words) {
    Kind kind = StatusKind.of(status);
    if (kind != Kind.SERVER) {
      return kind;
    }
    return words.contains("timeout") || words.contains("timed out")
        ? Kind.TIMEOUT
        : words.contains("overloaded") ? Kind.OVERLOADED : Kind.SERVER;
  }
}
