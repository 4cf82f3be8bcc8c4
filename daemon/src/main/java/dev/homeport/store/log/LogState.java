package dev.homeport.store.log;

import dev.homeport.store.Fact;
import dev.homeport.store.Facts.Shelf;
import dev.homeport.store.log.FactLine.Change;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a log says, and how far it was read. Never changes; the next state is another one.
///
/// @param header the first line, by which a log that was replaced is recognised; empty when there
///   is no log yet
/// @param end where the next line belongs
/// @param damaged how many lines could not be read
record LogState(String header, long end, int damaged, Map<String, Shelf> shelves) {
  static final LogState NOTHING = new LogState("", 0, 0, Map.of());

  /// The state after the file was found to hold these bytes.
  LogState after(byte[] bytes) {
    int start = LogText.headerEnd(bytes);
    String first = new String(bytes, 0, start, StandardCharsets.ISO_8859_1);
    if (start > 0 && first.equals(header) && bytes.length >= end) {
      LogText more = LogText.read(bytes, Math.toIntExact(end));
      return new LogState(header, end, damaged + more.damaged(), shelves)
          .with(more.changes(), more.end());
    }
    var emptied = new HashMap<String, Shelf>();
    shelves.forEach((kind, shelf) -> emptied.put(kind, next(shelf, new LinkedHashMap<>())));
    LogText all = LogText.read(bytes, start);
    int badHeader = start == 0 || FactLine.unsealed(bytes, 0, start - 1).isPresent() ? 0 : 1;
    return new LogState(first, all.end(), badHeader + all.damaged(), Map.copyOf(emptied))
        .with(all.changes(), all.end());
  }

  /// This state after more changes, the log then ending there.
  LogState with(List<Change> changes, long newEnd) {
    if (changes.isEmpty()) {
      return new LogState(header, newEnd, damaged, shelves);
    }
    var touched = new HashMap<String, LinkedHashMap<String, Fact>>();
    for (Change change : changes) {
      switch (change) {
        case Change.Put(Fact fact) ->
            touched.computeIfAbsent(fact.kind(), this::copy).put(fact.name(), fact);
        case Change.Gone(String kind, String name) ->
            touched.computeIfAbsent(kind, this::copy).remove(name);
      }
    }
    var changed = new HashMap<>(shelves);
    touched.forEach((kind, facts) -> changed.put(kind, next(shelf(kind), facts)));
    return new LogState(header, newEnd, damaged, Map.copyOf(changed));
  }

  Shelf shelf(String kind) {
    return shelves.getOrDefault(kind, Shelf.EMPTY);
  }

  /// The shortest log that says the same.
  byte[] whole(String newHeader) {
    var text = new StringBuilder(newHeader);
    for (Shelf shelf : shelves.values()) {
      for (Fact fact : shelf.facts().values()) {
        text.append(FactLine.of(new Change.Put(fact)));
      }
    }
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private LinkedHashMap<String, Fact> copy(String kind) {
    return new LinkedHashMap<>(shelf(kind).facts());
  }

  private static Shelf next(Shelf shelf, LinkedHashMap<String, Fact> facts) {
    return new Shelf(shelf.version() + 1, Collections.unmodifiableSequencedMap(facts));
  }
}
