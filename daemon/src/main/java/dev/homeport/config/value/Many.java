package dev.homeport.config.value;

import dev.homeport.config.source.Node;
import dev.homeport.config.source.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A list of values of one kind: in a file a list, in a variable or a flag separated by commas.
///
/// @param item the kind of each
/// @param example how a list of them looks in a file
public record Many<T>(One<T> item, String example) implements Kind<List<T>> {
  @Override
  public Read<List<T>> read(Node node) {
    return switch (node) {
      case Node.Items(_, _, List<Node> items) -> all(items);
      case Node.Text text when text.origin().isOneLine() -> all(pieces(text));
      case Node.Text _ -> bad(node.problem("one value stands where a list should", right()));
      case Node.Fields _ -> bad(node.problem("a section stands where a list should", right()));
      case Node.Nothing _ -> new Read.Good<>(List.of());
    };
  }

  private static List<Node> pieces(Node.Text text) {
    var pieces = new ArrayList<Node>();
    for (String piece : text.text().split(",", -1)) {
      if (!piece.isBlank()) {
        String place = text.place() + "[" + (pieces.size() + 1) + "]";
        pieces.add(new Node.Text(place, text.origin(), piece.strip()));
      }
    }
    return pieces;
  }

  private Read<List<T>> all(List<Node> nodes) {
    var values = new ArrayList<T>();
    var problems = new ArrayList<Problem>();
    for (Node node : nodes) {
      switch (item.read(node)) {
        case Read.Good<T>(T value) -> values.add(value);
        case Read.Bad<T>(List<Problem> more) -> problems.addAll(more);
      }
    }
    return problems.isEmpty()
        ? new Read.Good<>(List.copyOf(values))
        : new Read.Bad<>(List.copyOf(problems));
  }

  private static <T> Read<T> bad(Problem problem) {
    return new Read.Bad<>(List.of(problem));
  }

  @Override
  public String print(List<T> values) {
    return values.stream().map(item::print).collect(Collectors.joining(", ", "[", "]"));
  }

  @Override
  public String right() {
    return "write a list: " + example;
  }
}
