package dev.homeport.client;

import dev.homeport.fake.Cable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// What a client and a router say to each other: the questions, and whatever is sent while there is
/// nothing to send.
final class Overheard implements Cable.Ear {
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(10);

  /// In whichever API, in the chunks in which it is sent.
  private static final Pattern NOTHING =
      Pattern.compile(": keep-alive\n\n|event: ping\n|\r\n1\r\n(?= \r\n)");

  private static final Pattern QUESTION = Pattern.compile("POST /");

  /// What ran in each direction; guarded by this.
  private final StringBuilder forth = new StringBuilder();

  private final StringBuilder back = new StringBuilder();

  @Override
  public synchronized void heard(boolean isBack, String piece) {
    (isBack ? back : forth).append(piece);
    notifyAll();
  }

  /// Forgets all.
  synchronized void clear() {
    forth.setLength(0);
    back.setLength(0);
  }

  /// How many questions were asked.
  synchronized long questions() {
    return QUESTION.matcher(forth).results().count();
  }

  /// How often the client was told that there is nothing yet.
  synchronized long nothings() {
    return NOTHING.matcher(back).results().count();
  }

  /// All that the client was sent, a character a byte.
  synchronized String answer() {
    return back.toString();
  }

  /// Waits until the client was told twice more; ten seconds at most.
  synchronized void awaitNothing() {
    long wanted = nothings() + 2;
    long until = System.nanoTime() + LONGEST_NANOS;
    try {
      while (nothings() < wanted && until - System.nanoTime() > 0) {
        TimeUnit.NANOSECONDS.timedWait(this, until - System.nanoTime());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
