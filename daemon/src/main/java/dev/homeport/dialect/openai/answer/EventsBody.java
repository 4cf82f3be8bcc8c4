package dev.homeport.dialect.openai.answer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.dialect.openai.trouble.ErrorBody;
import dev.homeport.wire.frame.EventReader;
import dev.homeport.wire.json.Json;
import org.jspecify.annotations.Nullable;

/// An answer that comes as events. One that cannot be understood is left out (cases.md B4).
final class EventsBody implements EventReader.Listener {
  private static final int SHOWN = 300;
  private static final byte[] DONE = "[DONE]".getBytes(UTF_8);

  private final Telling telling;
  private boolean understood;

  /// What came and could not be understood, for the log.
  private String garbage = "";

  EventsBody(Telling telling) {
    this.telling = telling;
  }

  /// Whether an event is the mark of the end.
  static boolean isDone(byte[] bytes, int from, int count) {
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

  @Override
  public void event(@Nullable String name, byte[] bytes, int from, int count) {
    if (telling.isOver()) {
      return;
    }
    if (isDone(bytes, from, count)) {
      done();
      return;
    }
    JsonNode frame = Json.readOrMissing(bytes, from, count);
    if ("error".equals(name) && ErrorBody.in(frame).isMissingNode()) {
      telling.failWith(frame);
    } else if (telling.take(frame)) {
      understood = true;
    } else {
      garbage(bytes, from, count);
    }
  }

  private void done() {
    if (telling.hasBegun()) {
      telling.finish();
    } else {
      telling.fail(Kind.CUT, "[DONE] before anything else");
    }
  }

  /// Lines between the events: Gemini and some gateways put the raw JSON of an error there.
  @Override
  public void stray(byte[] bytes, int from, int count) {
    if (telling.isOver()) {
      return;
    }
    JsonNode error = ErrorBody.in(Json.readOrMissing(bytes, from, count));
    if (error.isMissingNode()) {
      garbage(bytes, from, count);
    } else {
      telling.failWith(error);
    }
  }

  @Override
  public void tooLong() {
    telling.fail(Kind.NONSENSE, "a frame of more than 8 MiB");
  }

  private void garbage(byte[] bytes, int from, int count) {
    if (garbage.isEmpty()) {
      garbage = new String(bytes, from, Math.min(count, SHOWN), UTF_8);
    }
  }

  /// No more comes. A reason to finish is enough of an end, the mark after it is not needed.
  void end() {
    if (telling.isOver()) {
      return;
    }
    if (telling.hasFinish()) {
      telling.finish();
    } else if (understood || garbage.isEmpty()) {
      telling.fail(Kind.CUT, "the stream ended without a finish reason and without [DONE]");
    } else {
      telling.fail(Kind.NONSENSE, "no frame could be understood: " + garbage);
    }
  }
}
