package dev.homeport.contract.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.contract.Asked;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The names that an API has for the ways in which tokens are chosen.
///
/// @param names from the neutral to its own
record Knobs(Map<String, String> names) {
  /// Writes those that there are.
  void write(Asked asked, ObjectNode into) {
    asked.knobs().forEach((name, value) -> write(name, value, into));
  }

  private void write(String name, JsonNode value, ObjectNode into) {
    String own = names.get(name);
    if (own != null) {
      into.set(own, value);
    }
  }

  /// Those of them that it has a name for.
  SortedMap<String, JsonNode> known(Asked asked) {
    var known = new TreeMap<>(asked.knobs());
    known.keySet().retainAll(names.keySet());
    return known;
  }
}
