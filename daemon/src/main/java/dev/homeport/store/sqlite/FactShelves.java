package dev.homeport.store.sqlite;

import dev.homeport.store.Fact;
import dev.homeport.store.Facts.Shelf;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The facts as of a revision. Never changes; the next ones are others.
///
/// @param places where each fact stands in the order in which they came, by kind and name
record FactShelves(
    long revision, Map<String, Shelf> shelves, Map<String, Map<String, Long>> places) {
  static final FactShelves NOTHING = new FactShelves(-1, Map.of(), Map.of());
  private static final Shelf EMPTY = new Shelf(0, Collections.emptySortedMap());

  /// A row of the file.
  record Row(Fact fact, long place, boolean gone) {}

  Shelf shelf(String kind) {
    return shelves.getOrDefault(kind, EMPTY);
  }

  /// These facts with what was changed since.
  ///
  /// @param rows in the order of their places
  FactShelves with(List<Row> rows, long newRevision) {
    var byKind = new HashMap<String, List<Row>>();
    for (Row row : rows) {
      byKind.computeIfAbsent(row.fact().kind(), _ -> new ArrayList<>()).add(row);
    }
    var newShelves = new HashMap<>(shelves);
    var newPlaces = new HashMap<>(places);
    byKind.forEach(
        (kind, changes) -> {
          var facts = new LinkedHashMap<>(shelf(kind).facts());
          var where = new HashMap<>(places.getOrDefault(kind, Map.of()));
          for (Row row : changes) {
            apply(row, facts, where);
          }
          put(kind, facts, newShelves);
          newPlaces.put(kind, where);
        });
    return new FactShelves(newRevision, Map.copyOf(newShelves), Map.copyOf(newPlaces));
  }

  /// What these facts become where all that are left are these.
  FactShelves replaced(List<Row> rows, long newRevision) {
    var emptied = new HashMap<String, Shelf>();
    shelves.forEach((kind, _) -> put(kind, new LinkedHashMap<>(), emptied));
    return new FactShelves(revision, Map.copyOf(emptied), Map.of()).with(rows, newRevision);
  }

  private static void apply(Row row, LinkedHashMap<String, Fact> facts, Map<String, Long> where) {
    String name = row.fact().name();
    Long before = where.get(name);
    if (row.gone() || before == null || before != row.place()) {
      facts.remove(name);
      where.remove(name);
    }
    if (!row.gone()) {
      facts.put(name, row.fact());
      where.put(name, row.place());
    }
  }

  private void put(String kind, LinkedHashMap<String, Fact> facts, Map<String, Shelf> into) {
    into.put(
        kind, new Shelf(shelf(kind).version() + 1, Collections.unmodifiableSequencedMap(facts)));
  }
}
