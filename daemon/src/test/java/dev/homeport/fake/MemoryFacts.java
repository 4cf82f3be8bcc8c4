package dev.homeport.fake;

import dev.homeport.store.Fact;
import dev.homeport.store.Facts;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// Facts that two processes share: what is written here is seen in [#shelf] only after a look, as
/// where another process wrote it.
public final class MemoryFacts implements Facts {
  private final Map<String, LinkedHashMap<String, Fact>> written = new HashMap<>();
  private final Map<String, Shelf> seen = new HashMap<>();
  private long version;
  private int looks;

  @Override
  public synchronized Shelf shelf(String kind) {
    return seen.getOrDefault(kind, new Shelf(0, Collections.emptySortedMap()));
  }

  /// Sees nothing: the last look was just now.
  @Override
  public void freshen() {}

  @Override
  public synchronized void freshenNow() {
    looks++;
    written.forEach(
        (kind, facts) -> {
          if (!shelf(kind).facts().equals(facts)) {
            seen.put(
                kind,
                new Shelf(
                    ++version, Collections.unmodifiableSequencedMap(new LinkedHashMap<>(facts))));
          }
        });
  }

  @Override
  public synchronized Written put(Fact fact) {
    written.computeIfAbsent(fact.kind(), _ -> new LinkedHashMap<>()).put(fact.name(), fact);
    return new Written.Done();
  }

  @Override
  public synchronized Written add(Fact fact) {
    var facts = written.computeIfAbsent(fact.kind(), _ -> new LinkedHashMap<>());
    return facts.putIfAbsent(fact.name(), fact) == null ? new Written.Done() : new Written.Unmet();
  }

  @Override
  public synchronized Written remove(String kind, String name) {
    return written.getOrDefault(kind, new LinkedHashMap<>()).remove(name) == null
        ? new Written.Unmet()
        : new Written.Done();
  }

  /// How often somebody looked.
  public synchronized int looks() {
    return looks;
  }
}
