package dev.homeport.dialect.ollama.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.chat.Piece;
import dev.homeport.dialect.AnswerReader;
import dev.homeport.dialect.answer.WholeBody;
import dev.homeport.wire.frame.LineReader;
import dev.homeport.wire.json.Json;
import java.util.Locale;
import java.util.function.Consumer;

/// Understands Ollama's answers: lines, or one object, whichever of both it is.
///
/// Only `"done":true` ends one. Ollama closes several kinds of broken answers as if they were whole
/// (wire.md A.2), and says `"done":false` in those that were to come as one object.
public final class OllamaReader implements AnswerReader {
  private final LineReader lines = new LineReader(new Heard());
  private final Frames frames;

  /// All that came, as long as it may be one object on several lines.
  private final WholeBody whole = new WholeBody();

  private boolean inLines;
  private final boolean page;
  private Consumer<Piece> pieces = OllamaReader::nobodyHears;
  private boolean over;
  private boolean understood;
  private String garbage = "";

  /// @param generate whether it comes from `/api/generate`
  /// @param type the content type, empty where there was none
  public OllamaReader(ChatRequest request, boolean generate, String type) {
    String lower = type.toLowerCase(Locale.ROOT);
    this.frames = new Frames(request, generate);
    this.inLines = lower.startsWith("application/x-ndjson");
    this.page = lower.startsWith("text/html");
  }

  @Override
  public void feed(byte[] bytes, int from, int count, Consumer<Piece> to) {
    pieces = to;
    if (over) {
      return;
    }
    if (page) {
      fail(Kind.NONSENSE, "a page of HTML");
    } else if (!inLines && !whole.gather(bytes, from, count)) {
      fail(Kind.NONSENSE, "an answer of more than 32 MiB");
    } else {
      lines.feed(bytes, from, count);
    }
  }

  @Override
  public void end(Consumer<Piece> to) {
    pieces = to;
    if (!over) {
      lines.end();
    }
    if (!over && !inLines) {
      readAsOne();
    }
    if (!over && (understood || garbage.isEmpty() || garbage.startsWith("{"))) {
      fail(Kind.CUT, "the answer ended without \"done\":true");
    } else if (!over) {
      fail(Kind.NONSENSE, "no line of JSON, but " + garbage);
    }
    whole.clear();
  }

  private static void nobodyHears(Piece piece) {}

  private void readAsOne() {
    JsonNode frame = Json.readOrMissing(whole.array(), 0, whole.length());
    if (frame.isObject()) {
      frame(frame);
    }
  }

  private void frame(JsonNode frame) {
    understood = true;
    inLines = true;
    whole.clear();
    over = frames.read(frame, pieces);
  }

  private void fail(Kind kind, String said) {
    over = true;
    pieces.accept(new Piece.Failed(Complaint.of(kind, 200, said)));
  }

  /// Hears the lines one by one; what is no JSON among them is passed over.
  private final class Heard implements LineReader.Listener {
    @Override
    public void line(byte[] bytes, int from, int count) {
      if (over) {
        return;
      }
      JsonNode frame = Json.readOrMissing(bytes, from, count);
      if (frame.isObject()) {
        frame(frame);
      } else if (!understood && bytes[from] == '<') {
        fail(Kind.NONSENSE, "a page of HTML");
      } else if (garbage.isEmpty()) {
        garbage = Frames.start(bytes, from, count);
      }
    }

    @Override
    public void tooLong() {
      if (!over && inLines) {
        fail(Kind.NONSENSE, "a line of more than 8 MiB");
      }
    }
  }
}
