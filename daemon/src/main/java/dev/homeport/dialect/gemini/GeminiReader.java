package dev.homeport.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.chat.Piece;
import dev.homeport.dialect.AnswerReader;
import dev.homeport.dialect.answer.WholeBody;
import dev.homeport.wire.frame.Bytes;
import dev.homeport.wire.frame.EventReader;
import dev.homeport.wire.json.Json;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads an answer that is streamed, or comes at once. An error may stand between the events as it
/// would stand alone: JSON over many lines, with no `data:` before it.
final class GeminiReader implements AnswerReader {
  private static final int LONGEST_STRAY = 256 * 1024;

  private final GeminiAnswer answer;
  private final boolean isPage;

  /// The events of an answer that is streamed; nothing where it comes at once.
  private final @Nullable EventReader events;

  private final WholeBody whole = new WholeBody();
  private final Bytes stray = new Bytes();
  private boolean empty = true;
  private Consumer<Piece> pieces = _ -> {};

  /// @param type the content type, empty where there is none
  GeminiReader(GeminiAnswer answer, String type) {
    this.answer = answer;
    String kind = type.toLowerCase(Locale.ROOT);
    this.isPage = kind.contains("html");
    this.events = kind.contains("json") ? null : new EventReader(new Events());
  }

  private final class Events implements EventReader.Listener {
    @Override
    public void event(@Nullable String name, byte[] bytes, int from, int count) {
      JsonNode chunk = Json.readOrMissing(bytes, from, count);
      if (!chunk.isMissingNode()) {
        answer.take(chunk, pieces);
      }
    }

    @Override
    public void stray(byte[] bytes, int from, int count) {
      if (stray.length() + count <= LONGEST_STRAY) {
        stray.append(bytes, from, count).append('\n');
        JsonNode said = Json.readOrMissing(stray.array(), 0, stray.length());
        if (said.isContainerNode()) {
          stray.clear();
          answer.take(said, pieces);
        }
      }
    }

    @Override
    public void tooLong() {
      answer.fail(Kind.NONSENSE, "a frame is longer than any may be", pieces);
    }
  }

  @Override
  public void feed(byte[] bytes, int from, int count, Consumer<Piece> to) {
    if (answer.hasFailed() || count == 0) {
      return;
    }
    empty = false;
    pieces = to;
    if (isPage) {
      answer.fail(Kind.NONSENSE, "it is a page of HTML", pieces);
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
      if (said.isContainerNode()) {
        answer.take(said, pieces);
      } else if (beginsAsJson()) {
        answer.fail(Kind.CUT, "the answer ended in the middle", pieces);
      }
      whole.clear();
    }
    answer.over(empty, pieces);
  }

  private boolean beginsAsJson() {
    return whole.length() > 0 && (whole.array()[0] == '{' || whole.array()[0] == '[');
  }
}
