package dev.homeport.alert;

/// Which part of the last hour's answers came from somebody else than was to give them, minute by
/// minute. It is told when it is too much of at least twenty answers, and is over when it is
/// clearly less: a fifth below the limit.
final class Share {
  private static final int MINUTES = 60;
  private static final long MINUTE = 60_000_000_000L;
  private static final int FEWEST = 20;
  private static final int WHOLE = 100;

  /// How far below the limit it has to come, in percent of it.
  private static final int CALM = 80;

  /// What it has come to.
  record Sum(long answers, long fallbacks) {
    private boolean isAbove(long hundredthsOfPercent) {
      return fallbacks * WHOLE * WHOLE > answers * hundredthsOfPercent;
    }

    /// Whether it is too much.
    boolean isTooMuch(int percent) {
      return answers >= FEWEST && isAbove((long) percent * WHOLE);
    }

    /// Whether it is clearly no more too much.
    boolean isCalm(int percent) {
      return !isAbove((long) percent * CALM);
    }

    String text() {
      return fallbacks + " of " + answers + " (" + fallbacks * WHOLE / Math.max(1, answers) + " %)";
    }
  }

  private final long[] answers = new long[MINUTES];
  private final long[] fallbacks = new long[MINUTES];
  private final long originNanos;

  /// The minute that was counted in last.
  private long minute;

  Share(long nanos) {
    originNanos = nanos;
  }

  void add(boolean fallback, long nanos) {
    advance(nanos);
    int slot = (int) (minute % MINUTES);
    answers[slot]++;
    fallbacks[slot] += fallback ? 1 : 0;
  }

  Sum sum(long nanos) {
    advance(nanos);
    long all = 0;
    long others = 0;
    for (int i = 0; i < MINUTES; i++) {
      all += answers[i];
      others += fallbacks[i];
    }
    return new Sum(all, others);
  }

  private void advance(long nanos) {
    long now = Math.max(minute, (nanos - originNanos) / MINUTE);
    for (long next = Math.max(minute + 1, now - MINUTES + 1); next <= now; next++) {
      answers[(int) (next % MINUTES)] = 0;
      fallbacks[(int) (next % MINUTES)] = 0;
    }
    minute = now;
  }
}
