package dev.homeport.store.redis.protocol;

import java.util.List;

/// What a Redis says to one command.
public sealed interface Reply {
  /// A short word, such as `OK`.
  record Word(String text) implements Reply {}

  /// It does not do it, and why.
  record Fault(String text) implements Reply {}

  /// A whole number.
  record Whole(long value) implements Reply {}

  /// A text of any length.
  record Text(String text) implements Reply {}

  /// Something that is not there.
  record Nothing() implements Reply {}

  /// Several replies in one.
  record Many(List<Reply> parts) implements Reply {
    public Many {
      parts = List.copyOf(parts);
    }
  }

  /// The text or number of a reply; empty where it is neither.
  default String asText() {
    return switch (this) {
      case Word(String text) -> text;
      case Text(String text) -> text;
      case Whole(long value) -> Long.toString(value);
      case Fault _, Nothing _, Many _ -> "";
    };
  }

  /// The number that a reply is or spells; zero where it does neither.
  default long asNumber() {
    if (this instanceof Whole(long value)) {
      return value;
    }
    try {
      return Long.parseLong(asText());
    } catch (NumberFormatException _) {
      return 0;
    }
  }

  /// The parts of a reply; none where it has none.
  default List<Reply> asList() {
    return this instanceof Many(List<Reply> parts) ? parts : List.of();
  }
}
