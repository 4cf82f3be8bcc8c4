package dev.homeport.condition;

import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Who is preferred for which model, and who is pinned. What is over is as good as gone.
final class Wishes {
  /// More would be models that somebody makes up.
  static final int MOST = 4096;

  private final ConcurrentHashMap<String, Wish> preferred = new ConcurrentHashMap<>();

  /// The one that is pinned, if any.
  private final AtomicReference<@Nullable Wish> pinned = new AtomicReference<>();

  /// Prefers a provider for a model. Says whether another one was preferred, or none.
  boolean prefer(String model, Wish wish, long now) {
    Wish before = preferred.put(model, wish);
    if (before == null) {
      makeRoom(now);
    }
    return before == null || before.isOver(now) || !before.provider().equals(wish.provider());
  }

  Optional<Wish> preferred(String model, long now) {
    Wish wish = preferred.get(model);
    return wish == null || wish.isOver(now) ? Optional.empty() : Optional.of(wish);
  }

  /// All that were preferred; some may be over.
  Map<String, Wish> preferred() {
    return preferred;
  }

  void pin(@Nullable Wish wish) {
    pinned.set(wish);
  }

  Optional<Wish> pinned(long now) {
    Wish wish = pinned.get();
    return wish == null || wish.isOver(now) ? Optional.empty() : Optional.of(wish);
  }

  /// The one that was pinned; it may be over.
  @Nullable Wish pinned() {
    return pinned.get();
  }

  /// Puts back a preference of an earlier life.
  void restore(String model, Wish wish, long now) {
    if (!wish.isOver(now)) {
      preferred.putIfAbsent(model, wish);
    }
  }

  /// Puts back the pin of an earlier life.
  void restorePin(Wish wish, long now) {
    if (!wish.isOver(now)) {
      pinned.compareAndSet(null, wish);
    }
  }

  /// Prefers whom another replica prefers, or nobody, unless that has changed here meanwhile.
  void heard(String model, @Nullable Wish seen, @Nullable Wish wish) {
    preferred.compute(model, (_, known) -> Objects.equals(known, seen) ? wish : known);
  }

  /// Pins whom another replica has pinned, or nobody, unless that has changed here meanwhile.
  void heardPin(@Nullable Wish seen, @Nullable Wish wish) {
    boolean _ = pinned.compareAndSet(seen, wish);
  }

  void clear() {
    preferred.clear();
    pinned.set(null);
  }

  /// Forgets wishes for providers that are gone, and those that are over.
  void tidy(Predicate<String> providers, long now) {
    Predicate<Wish> gone = wish -> wish.isOver(now) || !providers.test(wish.provider());
    preferred.values().removeIf(gone);
    Wish pin = pinned.get();
    if (pin != null && gone.test(pin)) {
      pinned.compareAndSet(pin, null);
    }
  }

  private void makeRoom(long now) {
    if (preferred.size() <= MOST) {
      return;
    }
    preferred.entrySet().stream()
        .min(Comparator.comparingLong(entry -> entry.getValue().untilNanos() - now))
        .ifPresent(entry -> preferred.remove(entry.getKey(), entry.getValue()));
  }
}
