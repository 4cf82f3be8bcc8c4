package dev.homeport.fake;

import java.util.Iterator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Does the same as another, but begins only when this has happened.
///
/// @param until what is waited for, ten seconds at most
public record Late(CountDownLatch until, Act then) implements Act {
  private static final long LONGEST_SECONDS = 10;

  @Override
  public Iterator<Beat> beats() {
    try {
      if (!until.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("it has not happened");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return then.beats();
  }

  @Override
  public After after() {
    return then.after();
  }
}
