package dev.homeport.resilience;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Which models are in memory, as far as we know: the last list that Ollama gave, and what has
/// answered since. Guarded by whoever owns it.
final class LoadedModels {
  private final Set<String> listed = new HashSet<>();
  private final Map<String, Long> answered = new HashMap<>();

  boolean contains(String model) {
    return listed.contains(model) || answered.containsKey(model);
  }

  /// A model has just produced something.
  void answered(String model, long nowNanos) {
    answered.put(model, nowNanos);
  }

  /// Ollama's own list, asked for at that moment: what answered later is not in it and stays.
  void list(Set<String> models, long askedNanos) {
    listed.clear();
    listed.addAll(models);
    answered.values().removeIf(at -> at - askedNanos <= 0);
  }
}
