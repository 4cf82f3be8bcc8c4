package dev.homeport.dialect.openai.answer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.chat.Piece;
import dev.homeport.dialect.AnswerReader;
import dev.homeport.dialect.answer.WholeBody;
import dev.homeport.wire.frame.EventReader;
import java.util.Locale;
import java.util.function.Consumer;

/// Reads the body of an answer, whatever it turns out to be: events, one JSON object although
/// events were asked for or the other way round, or a page of HTML (wire.md G.37).
final class AnswerBody implements AnswerReader {
  private static final int SHOWN = 300;

  private enum Form {
    UNKNOWN,
    EVENTS,
    JSON,
    PAGE
  }

  private final Telling telling;
  private final EventsBody events;
  private final EventReader reader;
  private final WholeBody gathered = new WholeBody();
  private Form form;

  /// @param type its content type, empty where it had none
  AnswerBody(Telling telling, String type) {
    this.telling = telling;
    this.events = new EventsBody(telling);
    this.reader = new EventReader(events);
    boolean page = type.toLowerCase(Locale.ROOT).startsWith("text/html");
    this.form = page ? Form.PAGE : Form.UNKNOWN;
  }

  @Override
  public void feed(byte[] bytes, int from, int count, Consumer<Piece> to) {
    telling.to(to);
    int at = from;
    int end = from + count;
    while (form == Form.UNKNOWN && at < end) {
      if (isBlank(bytes[at])) {
        at++;
      } else {
        form = formOf(bytes[at]);
      }
    }
    if (telling.isOver() || at == end) {
      return;
    }
    switch (form) {
      case EVENTS -> reader.feed(bytes, at, end - at);
      case JSON -> gather(bytes, at, end - at);
      case PAGE -> gathered.gather(bytes, at, Math.min(end - at, SHOWN - gathered.length()));
      case UNKNOWN -> {}
    }
  }

  private static boolean isBlank(byte next) {
    return next == ' ' || next == '\n' || next == '\r' || next == '\t';
  }

  private static Form formOf(byte first) {
    return switch (first) {
      case '{', '[' -> Form.JSON;
      case '<' -> Form.PAGE;
      default -> Form.EVENTS;
    };
  }

  private void gather(byte[] bytes, int from, int count) {
    if (!gathered.gather(bytes, from, count)) {
      telling.fail(Kind.NONSENSE, "an answer of more than 32 MiB");
    }
  }

  @Override
  public void end(Consumer<Piece> to) {
    telling.to(to);
    if (telling.isOver()) {
      return;
    }
    switch (form) {
      case EVENTS -> {
        reader.end();
        events.end();
      }
      case JSON -> object();
      case PAGE -> telling.fail(Kind.NONSENSE, "a page: " + gathered.start(SHOWN));
      case UNKNOWN -> telling.fail(Kind.CUT, "the answer ended before it began");
    }
  }

  private void object() {
    JsonNode body = gathered.json();
    if (body.isMissingNode()) {
      byte last = gathered.array()[gathered.length() - 1];
      boolean closed = last == '}' || last == ']' || isBlank(last);
      telling.fail(closed ? Kind.NONSENSE : Kind.CUT, "no whole JSON: " + gathered.start(SHOWN));
      return;
    }
    telling.take(body);
    if (telling.isOver()) {
      return;
    }
    if (telling.hasFinish()) {
      telling.finish();
    } else {
      telling.fail(Kind.CUT, "an answer without a finish reason");
    }
  }
}
