package dev.homeport.config.source;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The variables of this process and, weaker, those of a `.env` file.
///
/// A variable that is set to nothing counts as not set: container tools pass those on for every
/// name that they know.
public final class Environment {
  /// One variable.
  public record Variable(String name, String text, Origin origin) {}

  private final List<Map<String, Variable>> layers;

  /// The two layers; of a name that the file has twice the last counts, as in a shell.
  public Environment(Map<String, String> process, Collection<Variable> file) {
    var own = new TreeMap<String, Variable>();
    process.forEach((name, text) -> put(own, name, text, new Origin.Environment(name)));
    var written = new LinkedHashMap<String, Variable>();
    file.forEach(variable -> put(written, variable.name(), variable.text(), variable.origin()));
    layers = List.of(own, written);
  }

  private static void put(Map<String, Variable> to, String name, String text, Origin origin) {
    if (!text.isBlank()) {
      to.put(name, new Variable(name, text.strip(), origin));
    }
  }

  /// The variables by name, layer by layer, the strongest first.
  public List<Map<String, Variable>> layers() {
    return layers;
  }

  /// The strongest variable of that name.
  public Optional<Variable> variable(String name) {
    for (Map<String, Variable> layer : layers) {
      Variable found = layer.get(name);
      if (found != null) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }
}
