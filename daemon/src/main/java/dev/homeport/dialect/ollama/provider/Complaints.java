package dev.homeport.dialect.ollama.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.dialect.RetryHint;
import dev.homeport.wire.json.Json;
import java.util.Locale;
import java.util.function.UnaryOperator;

/// What Ollama, its cloud, or a Homeport in front of it means with an answer that is none.
///
/// What is said counts before the status: Ollama has a 500 for the client's own faults, a 404 for
/// an absent name, a 429 for a used-up week, and an engine's error as JSON inside of a string.
public final class Complaints {
  private static final int SHOWN = 500;

  private Complaints() {}

  /// What an answer of this status means.
  public static Complaint of(
      RetryHint hint, int status, UnaryOperator<String> header, byte[] body) {
    String start = new String(body, 0, Math.min(body.length, SHOWN), UTF_8).strip();
    if (start.startsWith("<")
        || header.apply("Content-Type").toLowerCase(Locale.ROOT).startsWith("text/html")) {
      return new Complaint(Kind.NONSENSE, status, "a page of HTML", hint.of(header, ""));
    }
    Said said = Said.of(Json.readOrMissing(body, 0, body.length));
    String text = said.text().isEmpty() ? start : said.text();
    boolean clients = said.status() >= 400 && said.status() < 500;
    Kind kind =
        Words.kind(text)
            .orElseGet(
                () -> byStatus(clients ? said.status() : status, text, !said.text().isEmpty()));
    return new Complaint(kind, status, text, hint.of(header, text));
  }

  /// What an object means that tells of an error inside of an answer.
  public static Complaint inside(JsonNode frame) {
    Said said = Said.of(frame);
    int status = said.status() == 0 ? 200 : said.status();
    Kind kind = Words.kind(said.text()).orElseGet(() -> byStatus(status, said.text(), true));
    return Complaint.of(kind, 200, said.text());
  }

  private static Kind byStatus(int status, String said, boolean json) {
    return switch (status) {
      case 200, 499 -> Kind.SERVER;
      case 401, 407 -> Kind.KEY;
      case 402 -> Kind.CREDIT;
      case 403 -> Kind.FORBIDDEN;
      // A path that is not there is no Ollama, and says so in plain text.
      case 404 -> json ? Kind.NO_MODEL : Kind.NONSENSE;
      case 405 -> Kind.NONSENSE;
      case 408, 504 -> Kind.TIMEOUT;
      case 410 -> Kind.NO_MODEL;
      case 413 -> said.isEmpty() ? Kind.NONSENSE : Kind.TOO_LARGE;
      case 429 -> Kind.RATE;
      case 503, 529 -> Kind.OVERLOADED;
      default -> {
        if (status >= 500) {
          yield Kind.SERVER;
        }
        boolean clients = (status == 400 || status == 422) && !said.isEmpty();
        yield clients ? Kind.BAD_REQUEST : Kind.NONSENSE;
      }
    };
  }
}
