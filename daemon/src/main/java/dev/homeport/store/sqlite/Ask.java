package dev.homeport.store.sqlite;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Something somebody wants to know, which is decided once: by the writer, or by who is tired of
/// waiting for it. Deciding and telling are for one thread at a time.
final class Ask<T> {
  private final Map<String, Instant> pots;
  private final List<String> minutes;
  private final Supplier<T> decision;
  private final Answer<T> answer = new Answer<>();
  private @Nullable T decided;

  /// @param pots which must be known for it, and when their windows are over
  /// @param minutes the meters which must be known
  Ask(Map<String, Instant> pots, List<String> minutes, Supplier<T> decision) {
    this.pots = pots;
    this.minutes = minutes;
    this.decision = decision;
  }

  Map<String, Instant> pots() {
    return pots;
  }

  List<String> minutes() {
    return minutes;
  }

  T decide() {
    T known = decided;
    if (known == null) {
      known = decision.get();
      decided = known;
    }
    return known;
  }

  void tell() {
    answer.give(decide());
  }

  @Nullable T await(Duration patience) {
    return answer.await(patience);
  }
}
