package dev.homeport.dialect.openai.answer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.chat.Piece;
import dev.homeport.dialect.AnswerReader;
import dev.homeport.dialect.openai.trouble.Complaints;
import dev.homeport.dialect.openai.trouble.ErrorBody;
import dev.homeport.wire.frame.Bytes;
import dev.homeport.wire.frame.EventReader;
import dev.homeport.wire.json.Json;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads the body of an answer, whatever it turns out to be: events, one JSON object although
/// events were asked for or the other way round, or a page of HTML (wire.md G.37).
final class AnswerBody implements AnswerReader {
  private static final int LONGEST_BODY = 32 * 1024 * 1024;
  private static final int SAID = 500;

  private enum Form {
    UNKNOWN,
    EVENTS,
    JSON,
    PAGE
  }

  private final Answer answer;
  private final Complaints complaints;
  private final EventReader events = new EventReader(new Listener());
  private final Bytes gathered = new Bytes();
  private Form form;
  private boolean over;
  private boolean understood;

  /// What came and could not be understood, for the log.
  private @Nullable String garbage;

  private Consumer<Piece> pieces = _ -> {};

  /// A reader that tells the pieces of this answer.
  AnswerBody(Answer answer, Complaints complaints, String type) {
    this.answer = answer;
    this.complaints = complaints;
    boolean page = type.toLowerCase(Locale.ROOT).startsWith("text/html");
    this.form = page ? Form.PAGE : Form.UNKNOWN;
  }

  @Override
  public void feed(byte[] bytes, int from, int count, Consumer<Piece> to) {
    pieces = to;
    int at = from;
    int end = from + count;
    while (form == Form.UNKNOWN && at < end) {
      if (isBlank(bytes[at])) {
        at++;
      } else {
        form = formOf(bytes[at]);
      }
    }
    if (over || at == end) {
      return;
    }
    switch (form) {
      case EVENTS -> events.feed(bytes, at, end - at);
      case JSON -> gather(bytes, at, end - at, LONGEST_BODY);
      case PAGE -> gathered.append(bytes, at, Math.min(end - at, SAID - gathered.length()));
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

  private void gather(byte[] bytes, int from, int count, int most) {
    if (count > most - gathered.length()) {
      gathered.clear();
      fail(Kind.NONSENSE, "an answer of more than 32 MiB");
    } else {
      gathered.append(bytes, from, count);
    }
  }

  @Override
  public void end(Consumer<Piece> to) {
    pieces = to;
    if (over) {
      return;
    }
    switch (form) {
      case EVENTS -> {
        events.end();
        streamEnded();
      }
      case JSON -> object();
      case PAGE -> fail(Kind.NONSENSE, "a page: " + gathered);
      case UNKNOWN -> fail(Kind.CUT, "the answer ended before it began");
    }
  }

  /// A reason to finish is enough of an end; that `[DONE]` came after it is not needed.
  private void streamEnded() {
    if (over) {
      return;
    }
    if (answer.hasFinish()) {
      finish();
    } else if (understood || garbage == null) {
      fail(Kind.CUT, "the stream ended without a finish reason and without [DONE]");
    } else {
      fail(Kind.NONSENSE, "no frame could be understood: " + garbage);
    }
  }

  private void object() {
    JsonNode body = Json.readOrMissing(gathered.array(), 0, gathered.length());
    if (body.isMissingNode()) {
      byte last = gathered.array()[gathered.length() - 1];
      boolean closed = last == '}' || last == ']' || isBlank(last);
      fail(closed ? Kind.NONSENSE : Kind.CUT, "no whole JSON: " + brief(gathered.toString()));
      return;
    }
    take(body);
    if (over) {
      return;
    }
    if (answer.hasFinish()) {
      finish();
    } else {
      fail(Kind.CUT, "an answer without a finish reason");
    }
  }

  /// One object of the answer; false where it is none of its kind.
  private boolean take(JsonNode frame) {
    JsonNode error = ErrorBody.in(frame);
    if (!error.isMissingNode()) {
      fail(complaints.inside(error));
    } else if (!frame.isObject()) {
      return false;
    } else {
      Complaint complaint = answer.take(frame, complaints, pieces);
      if (complaint != null) {
        fail(complaint);
      }
    }
    return true;
  }

  private void finish() {
    over = true;
    answer.finish(pieces);
  }

  private void fail(Kind kind, String said) {
    fail(Complaint.of(kind, 200, brief(said)));
  }

  private void fail(Complaint complaint) {
    if (!over) {
      over = true;
      pieces.accept(new Piece.Failed(complaint));
    }
  }

  private static String brief(String text) {
    return text.length() <= SAID ? text : text.substring(0, SAID);
  }

  private final class Listener implements EventReader.Listener {
    private static final byte[] DONE = "[DONE]".getBytes(UTF_8);

    @Override
    public void event(@Nullable String name, byte[] bytes, int from, int count) {
      if (over) {
        return;
      }
      if (isDone(bytes, from, count)) {
        done();
        return;
      }
      JsonNode frame = Json.readOrMissing(bytes, from, count);
      if ("error".equals(name) && ErrorBody.in(frame).isMissingNode()) {
        fail(complaints.inside(frame));
      } else if (take(frame)) {
        understood = true;
      } else {
        garbage(bytes, from, count);
      }
    }

    private void done() {
      if (answer.hasChoice() || answer.hasFinish()) {
        finish();
      } else {
        fail(Kind.CUT, "[DONE] before anything else");
      }
    }

    private static boolean isDone(byte[] bytes, int from, int count) {
      if (count < DONE.length) {
        return false;
      }
      for (int i = 0; i < DONE.length; i++) {
        if (bytes[from + i] != DONE[i]) {
          return false;
        }
      }
      return true;
    }

    /// Lines between the events: Gemini and some gateways put the raw JSON of an error there.
    @Override
    public void stray(byte[] bytes, int from, int count) {
      if (over) {
        return;
      }
      JsonNode error = ErrorBody.in(Json.readOrMissing(bytes, from, count));
      if (error.isMissingNode()) {
        garbage(bytes, from, count);
      } else {
        fail(complaints.inside(error));
      }
    }

    @Override
    public void tooLong() {
      fail(Kind.NONSENSE, "a frame of more than 8 MiB");
    }

    private void garbage(byte[] bytes, int from, int count) {
      if (garbage == null) {
        garbage = new String(bytes, from, Math.min(count, SAID), UTF_8);
      }
    }
  }
}
