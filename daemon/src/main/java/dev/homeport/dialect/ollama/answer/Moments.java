package dev.homeport.dialect.ollama.answer;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.homeport.dialect.AnswerStamp;
import dev.homeport.wire.frame.Bytes;
import java.time.Instant;

/// The time of each line, to the nanosecond in RFC 3339. The text of a second is made once: there
/// is a line for every token.
final class Moments {
  private static final int DIGITS = 9;

  private final AnswerStamp stamp;
  private final byte[] fraction = new byte[DIGITS];
  private long second = Long.MIN_VALUE;
  private byte[] text = {};

  Moments(AnswerStamp stamp) {
    this.stamp = stamp;
  }

  /// How long the question has been there.
  long elapsedNanos() {
    return Math.max(0, stamp.elapsedNanos().getAsLong());
  }

  /// Now, in quotes.
  void append(Bytes out) {
    Instant now = stamp.created().plusNanos(elapsedNanos());
    if (now.getEpochSecond() != second) {
      second = now.getEpochSecond();
      String whole = Instant.ofEpochSecond(second).toString();
      text = ('"' + whole.substring(0, whole.length() - 1) + '.').getBytes(US_ASCII);
    }
    int rest = now.getNano();
    for (int at = DIGITS - 1; at >= 0; at--) {
      fraction[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    out.append(text).append(fraction).append("Z\"");
  }
}
