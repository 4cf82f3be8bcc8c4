package dev.homeport.journal;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/// How long things took, in steps from a millisecond to ten minutes: tokens are fast, loads are
/// not.
final class Histogram {
  private static final double[] SECONDS = {
    0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600
  };

  private final LongAdder[] steps = new LongAdder[SECONDS.length + 1];
  private final LongAdder nanos = new LongAdder();

  Histogram() {
    for (int i = 0; i < steps.length; i++) {
      steps[i] = new LongAdder();
    }
  }

  void add(Duration duration) {
    long taken = duration.toNanos();
    int step = 0;
    while (step < SECONDS.length && taken > SECONDS[step] * 1e9) {
      step++;
    }
    steps[step].increment();
    nanos.add(taken);
  }

  void write(StringBuilder out, String name, String help) {
    Metrics.head(out, name, "histogram", help);
    long sum = 0;
    for (int i = 0; i < SECONDS.length; i++) {
      sum += steps[i].sum();
      out.append(name).append("_bucket{le=\"").append(SECONDS[i]).append("\"} ");
      out.append(sum).append('\n');
    }
    sum += steps[SECONDS.length].sum();
    out.append(name).append("_bucket{le=\"+Inf\"} ").append(sum).append('\n');
    out.append(name).append("_sum ").append(nanos.sum() / 1e9).append('\n');
    out.append(name).append("_count ").append(sum).append('\n');
  }
}
