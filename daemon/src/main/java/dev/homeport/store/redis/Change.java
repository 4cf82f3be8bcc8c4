package dev.homeport.store.redis;

import dev.homeport.store.Fact;
import dev.homeport.store.redis.StoredFact.Field;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One change of the facts, as all who follow hear of it.
///
/// @param revision how many changes there were with it
/// @param before the mark of the change before it
/// @param fact what is so now; nothing where it was removed
record Change(long revision, String before, String mark, Field field, @Nullable Fact fact) {
  /// Reads a message; empty where it is none of ours.
  static Optional<Change> read(String message) {
    String[] words = message.split(" ", 5);
    if (words.length < 5
        || !words[0].matches("[0-9]{1,18}")
        || !words[3].matches("[0-9]{1,9}")
        || words[4].length() < Integer.parseInt(words[3])) {
      return Optional.empty();
    }
    int length = Integer.parseInt(words[3]);
    return of(
        Long.parseLong(words[0]),
        words[1],
        words[2],
        words[4].substring(0, length),
        words[4].substring(length));
  }

  /// A change of this field to this text, which is empty where it was removed.
  static Optional<Change> of(
      long revision, String before, String mark, String fieldText, String text) {
    Optional<Field> field = Field.read(fieldText);
    if (field.isEmpty()) {
      return Optional.empty();
    }
    if (text.isEmpty()) {
      return Optional.of(new Change(revision, before, mark, field.get(), null));
    }
    return StoredFact.read(field.get(), text)
        .map(stored -> new Change(revision, before, mark, field.get(), stored.fact()));
  }
}
