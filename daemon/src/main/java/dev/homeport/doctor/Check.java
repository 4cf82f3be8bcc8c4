package dev.homeport.doctor;

import java.time.Duration;
import java.util.List;

/// One thing that can be looked at. It only sees; what it may do about it, it leaves in its
/// outcome.
///
/// It may block, for no longer than its limit: after that it is interrupted and said to be late.
public interface Check {
  /// What scripts know it by, as `ollama.alive`; stays the same for ever.
  String id();

  /// Those before it that must be well, or there is nothing to see here.
  default List<String> needs() {
    return List.of();
  }

  /// Those before it that must be over, however they ended.
  default List<String> after() {
    return List.of();
  }

  /// How long it may take.
  default Duration limit() {
    return Duration.ofSeconds(6);
  }

  /// Looks.
  Outcome look() throws InterruptedException;

  /// The stretch of the way it stands on.
  default String group() {
    int dot = id().indexOf('.');
    return dot < 0 ? id() : id().substring(0, dot);
  }
}
