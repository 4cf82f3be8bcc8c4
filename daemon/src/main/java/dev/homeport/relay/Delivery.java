package dev.homeport.relay;

import dev.homeport.journal.Ending.Course;
import dev.homeport.time.Ticker;
import dev.homeport.wire.Field;
import dev.homeport.wire.frame.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What goes out to the client, and the figures of it. Used by whoever has the [Floor]; the figures
/// are read when the walk is over.
final class Delivery {
  private static final byte[] NOTHING = {};

  /// Without these, proxies on the way gather a stream before they pass it on.
  private static final List<Field> UNBUFFERED =
      List.of(new Field("Cache-Control", "no-cache"), new Field("X-Accel-Buffering", "no"));

  private final Recipient recipient;
  private final Ticker ticker;

  private @Nullable Long firstByteNanos;
  private long bytes;

  Delivery(Recipient recipient, Ticker ticker) {
    this.recipient = recipient;
    this.ticker = ticker;
  }

  void onLeaving(Runnable action) {
    recipient.onLeaving(action);
  }

  /// Begins a stream.
  void head(String contentType, List<Field> fields) {
    var all = new ArrayList<Field>(fields.size() + UNBUFFERED.size());
    all.addAll(fields);
    all.addAll(UNBUFFERED);
    recipient.head(contentType, -1, all);
  }

  /// Sends what is in the buffer and empties it; false when the client is gone.
  boolean send(Bytes out) {
    if (out.isEmpty()) {
      return true;
    }
    count(out.length());
    boolean sent = recipient.write(out.array(), 0, out.length());
    out.clear();
    return sent;
  }

  /// Sends the last of a stream; false when the client is gone.
  boolean end(Bytes out) {
    if (out.isEmpty()) {
      return recipient.end(NOTHING, 0, 0);
    }
    count(out.length());
    return recipient.end(out.array(), 0, out.length());
  }

  /// Sends all of an answer; false when the client is gone.
  boolean whole(String contentType, Bytes out, List<Field> fields) {
    recipient.head(contentType, out.length(), fields);
    return end(out);
  }

  /// Sends the last words of a stream that has failed, and cuts it.
  void cut(Bytes lastWords) {
    boolean _ = send(lastWords);
    recipient.cut();
  }

  Course course() {
    return new Course(Duration.ZERO, firstByteNanos, bytes);
  }

  private void count(int more) {
    if (firstByteNanos == null) {
      firstByteNanos = ticker.nanoTime();
    }
    bytes += more;
  }
}
