package dev.homeport.account.block;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All blocks at one moment, over or not.
record View(long version, Map<BlockName, Held> all, Map<String, Map<String, List<Held>>> grouped) {
  static final View NOTHING = new View(-1, Map.of(), Map.of());

  static View of(long version, Map<BlockName, Held> all) {
    var grouped = new LinkedHashMap<String, Map<String, List<Held>>>();
    all.values()
        .forEach(
            held ->
                grouped
                    .computeIfAbsent(held.block().provider(), _ -> new LinkedHashMap<>())
                    .computeIfAbsent(held.block().account(), _ -> new ArrayList<>())
                    .add(held));
    return new View(version, all, grouped);
  }

  List<Held> of(String provider, String account) {
    return grouped.getOrDefault(provider, Map.of()).getOrDefault(account, List.of());
  }
}
