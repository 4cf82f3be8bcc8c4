package dev.homeport.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// An act in which each piece is sent when a test says it. Played once; over after ten seconds
/// without a word.
public final class Dictation implements Act {
  private static final long LONGEST_SECONDS = 10;
  private static final byte[] OVER = {};

  private final LinkedBlockingQueue<byte[]> pieces = new LinkedBlockingQueue<>();
  private final After after;

  private Dictation(After after) {
    this.after = after;
  }

  /// A stream that has sent its head and one line.
  public static Dictation begun() {
    var dictation = new Dictation(After.STAYS);
    dictation.say(Fault.CHUNKED + Fault.chunk(Fault.LINE));
    return dictation;
  }

  /// Sends this now.
  public void say(String text) {
    pieces.add(text.getBytes(UTF_8));
  }

  /// Sends the last line and ends.
  public void end() {
    say(Fault.chunk(Fault.LAST) + "0\r\n\r\n");
    pieces.add(OVER);
  }

  @Override
  public Iterator<Beat> beats() {
    return new Iterator<>() {
      private byte @Nullable [] next;

      @Override
      public boolean hasNext() {
        try {
          next = pieces.poll(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          next = null;
        }
        return next != null && next.length > 0;
      }

      @Override
      public Beat next() {
        byte[] said = next;
        if (said == null) {
          throw new NoSuchElementException();
        }
        return new Beat(Duration.ZERO, said);
      }
    };
  }

  @Override
  public After after() {
    return after;
  }
}
