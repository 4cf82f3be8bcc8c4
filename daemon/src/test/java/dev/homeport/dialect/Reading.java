package dev.homeport.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Piece;
import java.util.ArrayList;
import java.util.List;

/// Reads answers of tests, cut into pieces of any size, and joins what belongs together again.
public record Reading(ProviderDialect dialect, ChatRequest request, String model, String type) {
  /// The pieces of a body that comes so many bytes at a time.
  public List<Piece> of(String body, int cut) {
    var pieces = new ArrayList<Piece>();
    byte[] bytes = body.getBytes(UTF_8);
    var reader = dialect.reader(request, model, type);
    for (int from = 0; from < bytes.length; from += cut) {
      reader.feed(bytes, from, Math.min(cut, bytes.length - from), pieces::add);
    }
    reader.end(pieces::add);
    return pieces;
  }

  /// The pieces of a body that comes at once.
  public List<Piece> of(String body) {
    return of(body, Integer.MAX_VALUE / 2);
  }

  /// The words among them.
  public static String text(List<Piece> pieces) {
    var text = new StringBuilder();
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Text(String said)) {
        text.append(said);
      }
    }
    return text.toString();
  }

  /// What an answer is that failed.
  public static String failure(List<Piece> pieces) {
    return pieces.getLast() instanceof Piece.Failed(var why) ? why.kind().name() : "no failure";
  }
}
