package dev.homeport.dialect.gemini;

import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.dialect.StatusKind;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What an error of Gemini means. Its status says little: a wrong key is a 400, and a 429 is four
/// different things (wire.md D.1, G.45).
final class GeminiComplaint {
  /// A quota that is free again so soon is one of a short time, as Google's own program has it.
  private static final Duration SHORT = Duration.ofMinutes(5);

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int LONGEST = 500;

  /// A quota that one does not have at all.
  private static final Pattern NO_QUOTA = Pattern.compile("limit: 0(?![\\d.])");

  private static final int INSIDE = 200;

  private GeminiComplaint() {}

  /// What an answer of this status means.
  ///
  /// @param after when its headers say that it may help to ask again
  static Complaint of(int status, @Nullable GeminiError error, @Nullable Duration after) {
    if (error == null) {
      return new Complaint(StatusKind.of(status), status, "status " + status, after);
    }
    return of(status, status, error, after);
  }

  /// What an error means that came inside of an answer.
  static Complaint inside(GeminiError error) {
    return of(INSIDE, error.code() == 0 ? 500 : error.code(), error, null);
  }

  private static Complaint of(int status, int code, GeminiError error, @Nullable Duration after) {
    Duration delay = error.delay() == null ? after : error.delay();
    String said = said(error);
    Kind kind = kind(code, error, delay);
    Duration wait =
        switch (kind) {
          case RATE -> delay == null && has(error, "perminute") ? MINUTE : delay;
          // With a quota of a day comes the delay of a minute, after which it is still used up.
          case QUOTA -> delay == null || delay.compareTo(SHORT) <= 0 ? null : delay;
          default -> delay;
        };
    return new Complaint(kind, status, said, wait);
  }

  private static String said(GeminiError error) {
    String said = error.status().isEmpty() ? "" : error.status() + ": ";
    said += error.message().replaceAll("\\s+", " ");
    String quotas = quotas(error);
    int most = LONGEST - quotas.length();
    return (said.length() > most ? said.substring(0, most) : said) + quotas;
  }

  /// Which quotas they are is nowhere else: of a minute or a day, of a model or of all.
  private static String quotas(GeminiError error) {
    String names = String.join(", ", error.quotas());
    return names.isEmpty() || names.length() > LONGEST / 2 ? "" : " (" + names + ")";
  }

  private static Kind kind(int code, GeminiError error, @Nullable Duration delay) {
    if (isKey(error)) {
      return Kind.KEY;
    }
    return switch (code) {
      case 400 -> badRequest(error);
      case 403 -> error.says("billing", "credit") ? Kind.CREDIT : Kind.FORBIDDEN;
      case 429 -> exhausted(error, delay);
      default -> StatusKind.of(code);
    };
  }

  private static boolean isKey(GeminiError error) {
    return error.reasons().contains("API_KEY_INVALID")
        || error.reasons().contains("API_KEY_SERVICE_BLOCKED")
        || error.says(
            "api key not valid", "api key expired", "api key not found", "reported as leaked");
  }

  private static Kind badRequest(GeminiError error) {
    if (error.says("token count", "number of tokens allowed", "context length")) {
      return Kind.CONTEXT;
    }
    if (error.says("payload size exceeds", "request size exceeds")) {
      return Kind.TOO_LARGE;
    }
    if (error.says("location is not supported")) {
      return Kind.FORBIDDEN;
    }
    if (error.says("billing")) {
      return Kind.CREDIT;
    }
    boolean nobodysFault =
        error.says(
            "thought_signature",
            "thought signature",
            "ending with a model turn",
            "is not supported",
            "are not supported",
            "is unsupported",
            "not enabled for",
            "does not support",
            "only works in thinking mode",
            "only supports");
    return nobodysFault ? Kind.CAPABILITY : Kind.BAD_REQUEST;
  }

  private static Kind exhausted(GeminiError error, @Nullable Duration delay) {
    if (error.reasons().contains("MODEL_CAPACITY_EXHAUSTED")) {
      return Kind.OVERLOADED;
    }
    if (NO_QUOTA.matcher(error.message()).find() || has(error, "perday") || has(error, "daily")) {
      return Kind.QUOTA;
    }
    if (error.reasons().contains("INSUFFICIENT_G1_CREDITS_BALANCE")
        || error.says("credits are depleted", "prepayment")) {
      return Kind.CREDIT;
    }
    if (delay != null) {
      return delay.compareTo(SHORT) <= 0 ? Kind.RATE : Kind.QUOTA;
    }
    if (has(error, "perminute")) {
      return Kind.RATE;
    }
    return error.says("current quota", "billing") ? Kind.QUOTA : Kind.RATE;
  }

  private static boolean has(GeminiError error, String period) {
    return error.quotas().stream().anyMatch(id -> id.toLowerCase(Locale.ROOT).contains(period));
  }
}
