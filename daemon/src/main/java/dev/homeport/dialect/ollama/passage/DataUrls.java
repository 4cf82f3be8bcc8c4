package dev.homeport.dialect.ollama.passage;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.homeport.wire.Payload;
import java.io.IOException;
import java.io.OutputStream;

/// Looks for strings that begin with `data:`. It may find one that is no picture, which costs
/// nothing but a translation.
final class DataUrls extends OutputStream {
  private static final byte[] MARK = "\"data:".getBytes(US_ASCII);

  /// How much of the mark was seen just now.
  private int seen;

  private boolean found;

  private DataUrls() {}

  static boolean in(Payload body) throws IOException {
    var urls = new DataUrls();
    body.writeTo(urls);
    return urls.found;
  }

  @Override
  public void write(int next) {
    // Only its first byte is a quote, so a mark never begins inside of another.
    seen = next == MARK[seen] ? seen + 1 : next == MARK[0] ? 1 : 0;
    if (seen == MARK.length) {
      found = true;
      seen = 0;
    }
  }

  @Override
  public void write(byte[] bytes, int from, int count) {
    for (int i = from; i < from + count && !found; i++) {
      write(bytes[i]);
    }
  }
}
