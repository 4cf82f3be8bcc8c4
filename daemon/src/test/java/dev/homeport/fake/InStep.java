package dev.homeport.fake;

import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;

/// A recording that is played in step with its client: after a pause it goes on only when the
/// client has every byte of the body that was sent before it.
///
/// So a piece that is held back, or merged with the next, is no matter of luck and clocks: nothing
/// more comes.
public final class InStep implements Act {
  private static final Duration PAUSE = Duration.ofMillis(3);
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Recording recording;
  private final RecordedAnswer answer;

  /// How many bytes of the body the client has; guarded by this.
  private int got;

  /// The recording, whose answer is this.
  public InStep(Recording recording, RecordedAnswer answer) {
    this.recording = recording;
    this.answer = answer;
  }

  /// The client has so many more bytes of the body.
  public synchronized void gained(int bytes) {
    got += bytes;
    notifyAll();
  }

  @Override
  public Iterator<Beat> beats() {
    Iterator<Beat> beats = recording.beats();
    return new Iterator<>() {
      private int sent;

      @Override
      public boolean hasNext() {
        return beats.hasNext();
      }

      @Override
      public Beat next() {
        Beat beat = beats.next();
        if (beat.pause().compareTo(PAUSE) >= 0) {
          await(answer.bodyBefore(sent));
        }
        sent += beat.bytes().length;
        return beat;
      }
    };
  }

  private synchronized void await(int bytes) {
    long deadline = System.nanoTime() + LONGEST_NANOS;
    while (got < bytes) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new AssertionError(
            recording + ": only " + got + " of " + bytes + " bytes of the body were passed on");
      }
      try {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  @Override
  public After after() {
    return recording.after();
  }
}
