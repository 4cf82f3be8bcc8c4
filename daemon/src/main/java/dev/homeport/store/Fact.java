package dev.homeport.store;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// Something small worth remembering: a name within a kind, and a few fields of text.
///
/// @param kind what sort of thing it is, such as `key`
/// @param name what it is called; one fact of a kind bears it
/// @param fields what is known of it, in the order of their names
public record Fact(String kind, String name, Map<String, String> fields) {
  public Fact {
    if (kind.isEmpty() || name.isEmpty() || fields.containsKey("")) {
      throw new IllegalArgumentException("a fact needs a kind, a name and names for its fields");
    }
    fields = Collections.unmodifiableMap(new TreeMap<>(fields));
  }
}
