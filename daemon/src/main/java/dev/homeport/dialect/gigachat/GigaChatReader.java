package dev.homeport.dialect.gigachat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.chat.Piece;
import dev.homeport.dialect.AnswerReader;
import dev.homeport.dialect.answer.WholeBody;
import dev.homeport.wire.frame.EventReader;
import dev.homeport.wire.json.Json;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads an answer that is streamed, or comes at once. What is labelled as neither is none, as the
/// vendor's own library has it.
final class GigaChatReader implements AnswerReader {
  private static final String DONE = "[DONE]";

  private final GigaChatAnswer answer;
  private final boolean isStrange;

  /// The events of an answer that is streamed; nothing where it comes at once.
  private final @Nullable EventReader events;

  private final WholeBody whole = new WholeBody();
  private boolean empty = true;
  private Consumer<Piece> pieces = _ -> {};

  /// @param type the content type, empty where there is none
  GigaChatReader(GigaChatAnswer answer, String type) {
    this.answer = answer;
    String kind = type.toLowerCase(Locale.ROOT);
    boolean isStream = kind.contains("event-stream") || kind.isEmpty();
    this.isStrange = !isStream && !kind.isEmpty() && !kind.contains("json");
    this.events = isStream ? new EventReader(new Events()) : null;
  }

  private final class Events implements EventReader.Listener {
    @Override
    public void event(@Nullable String name, byte[] bytes, int from, int count) {
      if (count == DONE.length() && bytes[from] == '[' && bytes[from + 1] == 'D') {
        answer.over(false, pieces);
      } else {
        take(bytes, from, count);
      }
    }

    /// An error between the events.
    @Override
    public void stray(byte[] bytes, int from, int count) {
      take(bytes, from, count);
    }

    @Override
    public void tooLong() {
      answer.fail(Kind.NONSENSE, "a frame is longer than any may be", pieces);
    }
  }

  private void take(byte[] bytes, int from, int count) {
    JsonNode said = Json.readOrMissing(bytes, from, count);
    if (said.isObject()) {
      answer.take(said, pieces);
    }
  }

  @Override
  public void feed(byte[] bytes, int from, int count, Consumer<Piece> to) {
    if (answer.isOver() || count == 0) {
      return;
    }
    empty = false;
    pieces = to;
    if (isStrange) {
      answer.fail(Kind.NONSENSE, "it is neither JSON nor a stream of events", pieces);
    } else if (events != null) {
      events.feed(bytes, from, count);
    } else if (!whole.gather(bytes, from, count)) {
      answer.fail(Kind.NONSENSE, "it is longer than any answer may be", pieces);
    }
  }

  @Override
  public void end(Consumer<Piece> to) {
    pieces = to;
    if (events != null) {
      events.end();
    } else {
      JsonNode said = whole.json();
      if (said.isObject()) {
        answer.take(said, pieces);
      } else if (whole.length() > 0 && whole.array()[0] == '{') {
        answer.fail(Kind.CUT, "the answer ended in the middle", pieces);
      }
      whole.clear();
    }
    answer.over(empty, pieces);
  }
}
