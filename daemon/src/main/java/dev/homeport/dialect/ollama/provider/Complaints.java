package dev.homeport.dialect.ollama.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.dialect.Aside;
import dev.homeport.dialect.RetryHint;
import dev.homeport.dialect.StatusKind;
import dev.homeport.wire.json.Json;
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
    // Ollama has no pages: what sends one is none.
    Kind meant = Aside.isPage(header, body) ? Kind.NONSENSE : byStatus(status, false);
    return Aside.of(meant, status, header, body, hint)
        .orElseGet(() -> own(hint, status, header, body));
  }

  private static Complaint own(
      RetryHint hint, int status, UnaryOperator<String> header, byte[] body) {
    String start = new String(body, 0, Math.min(body.length, SHOWN), UTF_8).strip();
    Said said = Said.of(Json.readOrMissing(body, 0, body.length));
    String text = said.text().isEmpty() ? start : said.text();
    boolean clients = said.status() >= 400 && said.status() < 500;
    Kind kind =
        Words.kind(text)
            .orElseGet(() -> byStatus(clients ? said.status() : status, !said.text().isEmpty()));
    return new Complaint(kind, status, text, hint.of(header, text));
  }

  /// What an object means that tells of an error inside of an answer.
  public static Complaint inside(JsonNode frame) {
    Said said = Said.of(frame);
    int status = said.status() == 0 ? 200 : said.status();
    Kind kind = Words.kind(said.text()).orElseGet(() -> byStatus(status, true));
    return new Complaint(kind, 200, said.text(), RetryHint.said(said.text()));
  }

  /// @param json whether an error is told as Ollama tells it
  private static Kind byStatus(int status, boolean json) {
    return switch (status) {
      case 200, 499 -> Kind.SERVER;
      // A path that is not there is no Ollama, and says so in plain text.
      case 404 -> json ? Kind.NO_MODEL : Kind.NONSENSE;
      case 407 -> Kind.KEY;
      default -> {
        Kind kind = StatusKind.of(status);
        yield kind == Kind.SERVER && status < 500 ? Kind.NONSENSE : kind;
      }
    };
  }
}
