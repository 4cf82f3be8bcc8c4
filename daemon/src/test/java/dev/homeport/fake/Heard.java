package dev.homeport.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A request that a server of tests has heard, and when whoever sent it went away.
public final class Heard {
  private static final long LONGEST_SECONDS = 10;

  private final int connection;
  private final String head;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile byte[] body = {};
  private volatile @Nullable Departure departure;

  /// How and when the peer went away, by [System#nanoTime].
  public record Departure(boolean reset, long atNanos) {}

  Heard(int connection, String head) {
    this.connection = connection;
    this.head = head;
  }

  void brought(byte[] bytes) {
    body = bytes;
  }

  void left(boolean reset) {
    departure = new Departure(reset, System.nanoTime());
    ended.countDown();
  }

  /// Which of the server's connections it came on, counted from one.
  public int connection() {
    return connection;
  }

  /// The head, byte for byte, with the empty line.
  public String head() {
    return head;
  }

  /// The first line.
  public String line() {
    return head.substring(0, head.indexOf("\r\n"));
  }

  /// The body without its framing.
  public byte[] body() {
    return body.clone();
  }

  /// The body as text.
  public String text() {
    return new String(body, UTF_8);
  }

  /// Every value of a header.
  public List<String> headers(String name) {
    String wanted = name.toLowerCase(Locale.ROOT) + ":";
    return head.lines()
        .skip(1)
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(wanted))
        .map(line -> line.substring(wanted.length()).strip())
        .toList();
  }

  /// The first value of a header.
  public Optional<String> header(String name) {
    return headers(name).stream().findFirst();
  }

  /// Waits until the peer is gone.
  public Departure departure() throws InterruptedException {
    if (!ended.await(LONGEST_SECONDS, TimeUnit.SECONDS) || departure == null) {
      throw new AssertionError("the connection of " + line() + " is still open");
    }
    return departure;
  }

  /// Whether the peer is there as far as is known.
  public boolean isPeerThere() {
    return ended.getCount() > 0;
  }

  @Override
  public String toString() {
    return line() + " on connection " + connection;
  }
}
