package dev.homeport.store.sqlite;

import dev.homeport.store.tally.Meters;
import dev.homeport.store.tally.Meters.Meter;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Minutes that are shared through the file: what is known of them, what was taken here, and what
/// of that the file does not know yet. One thread at a time.
final class SharedMeters {
  private final Meters meters = new Meters();

  /// What was used and is not taken into account yet, by meter.
  private final Map<String, Use> used = new LinkedHashMap<>();

  /// Meters that are as the file has them, but for what was taken here.
  private final Set<String> fresh = new HashSet<>();

  /// Meters that changed here and are not written.
  private final Map<String, Meter> dirty = new LinkedHashMap<>();

  /// Something used.
  private record Use(int perMinute, long amount) {}

  /// Another process has written.
  void age() {
    fresh.clear();
  }

  boolean isFresh(String name) {
    return fresh.contains(name);
  }

  /// The meters of which something was used.
  Set<String> used() {
    return Set.copyOf(used.keySet());
  }

  /// What the file says of a meter. What was taken while it could not be written is in neither, so
  /// the emptier of the two counts.
  void know(String name, @Nullable Meter meter, long now) {
    fresh.add(name);
    if (meter != null) {
      Meter ours = meters.of(name, meter.perMinute(), now);
      Meter theirs = meter.at(now, meter.perMinute());
      boolean keep = dirty.containsKey(name) && ours.missing() > theirs.missing();
      meters.put(name, keep ? ours : theirs);
    }
  }

  Duration take(String name, int perMinute, int amount, long now) {
    account(name, now);
    Duration wait = meters.take(name, perMinute, amount, now);
    if (wait.isZero() && amount > 0) {
      dirty.put(name, meters.of(name, perMinute, now));
    }
    return wait;
  }

  void took(String name, int perMinute, int amount) {
    Use before = used.get(name);
    used.put(name, new Use(perMinute, amount + (before == null ? 0 : before.amount())));
  }

  /// Takes all that was used into account.
  void accountAll(long now) {
    for (String name : used()) {
      account(name, now);
    }
  }

  private void account(String name, long now) {
    Use use = used.remove(name);
    if (use != null) {
      int amount = (int) Math.min(Integer.MAX_VALUE, use.amount());
      meters.took(name, use.perMinute(), amount, now);
      dirty.put(name, meters.of(name, use.perMinute(), now));
    }
  }

  boolean hasNews() {
    return !dirty.isEmpty() || !used.isEmpty();
  }

  /// What is to be written, which is now in the writer's hands.
  Map<String, Meter> launch() {
    var news = new HashMap<>(dirty);
    dirty.clear();
    if (fresh.size() > 10_000) {
      fresh.clear();
    }
    return news;
  }

  /// It was not written.
  void comeBack(Map<String, Meter> news) {
    news.forEach(dirty::putIfAbsent);
  }
}
