package dev.homeport.config.value;

import dev.homeport.config.source.Node;
import java.util.List;

/// A value or the word `off`, which is the empty list.
///
/// @param kind the kind of the value
public record OrOff<T>(One<T> kind) implements Kind<List<T>> {
  private static final String OFF = "off";

  @Override
  public Read<List<T>> read(Node node) {
    if (node instanceof Node.Text text && text.text().equals(OFF)) {
      return new Read.Good<>(List.of());
    }
    return switch (kind.read(node)) {
      case Read.Good<T>(T value) -> new Read.Good<>(List.of(value));
      case Read.Bad<T>(var problems) -> new Read.Bad<>(problems);
    };
  }

  @Override
  public String print(List<T> value) {
    return value.isEmpty() ? OFF : kind.print(value.getFirst());
  }

  @Override
  public String right() {
    return kind.right() + ", or off";
  }
}
