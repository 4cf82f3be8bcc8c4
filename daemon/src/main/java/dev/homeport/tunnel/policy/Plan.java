package dev.homeport.tunnel.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// When it is looked at again.
///
/// @param wholeNanos the whole way
/// @param localNanos what is on this machine
/// @param ahead the whole way besides that, after a wake or another network, the soonest first
record Plan(long wholeNanos, long localNanos, List<Long> ahead) {
  /// Networks, name servers and programs come back one by one.
  static final List<Duration> AFTER_A_CHANGE =
      List.of(
          Duration.ofSeconds(3),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(90));

  /// Copies the list.
  Plan {
    ahead = List.copyOf(ahead);
  }

  /// The whole way at once.
  static Plan now(Moment at) {
    return new Plan(at.nanos(), at.nanos(), List.of());
  }

  Plan whole(long nanos) {
    return new Plan(nanos, localNanos, ahead);
  }

  Plan local(long nanos) {
    return new Plan(wholeNanos, nanos, ahead);
  }

  /// The looks after a change; they take the place of all that were planned before.
  static Plan afterAChange(Moment at) {
    List<Long> ahead = AFTER_A_CHANGE.stream().map(at::in).toList();
    return new Plan(ahead.getLast(), ahead.getFirst(), ahead);
  }

  /// Without the looks that are due, which one look stands for.
  Plan begun(Moment at) {
    var left = new ArrayList<>(ahead);
    left.removeIf(at::isAtOrAfter);
    return new Plan(wholeNanos, localNanos, left);
  }

  boolean isWholeDue(Moment at) {
    return at.isAtOrAfter(wholeNanos) || (!ahead.isEmpty() && at.isAtOrAfter(ahead.getFirst()));
  }

  /// When something is due.
  long dueNanos() {
    long due = sooner(wholeNanos, localNanos);
    return ahead.isEmpty() ? due : sooner(due, ahead.getFirst());
  }

  static long sooner(long oneNanos, long otherNanos) {
    return oneNanos - otherNanos <= 0 ? oneNanos : otherNanos;
  }
}
