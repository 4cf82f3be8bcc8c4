package dev.homeport.config.value;

import dev.homeport.config.source.Node;
import dev.homeport.config.source.Problem;
import java.util.ArrayList;
import java.util.List;

/// A section, or a list of sections, that a later version will read: looked at only as far as its
/// outline, and of its values only the number is kept, because some of them may be secrets.
///
/// @param list whether it is a list
/// @param example how one looks
public record Rough(boolean list, String example) implements Kind<Integer> {
  /// A list of sections.
  public static Rough list(String example) {
    return new Rough(true, example);
  }

  /// A section.
  public static Rough section(String example) {
    return new Rough(false, example);
  }

  @Override
  public Read<Integer> read(Node node) {
    return switch (node) {
      case Node.Items(_, _, List<Node> items) when list -> outline(items);
      case Node.Fields fields when !list -> new Read.Good<>(fields.fields().size());
      case Node.Text text when text.origin().isOneLine() ->
          bad(node.problem("cannot be given in one line", "write it in the file: " + example));
      case Node.Text _, Node.Fields _, Node.Items _ ->
          bad(node.problem((list ? "a list" : "a section") + " should stand here", right()));
      case Node.Nothing _ -> new Read.Good<>(0);
    };
  }

  private Read<Integer> outline(List<Node> items) {
    var problems = new ArrayList<Problem>();
    for (Node item : items) {
      if (!(item instanceof Node.Fields)) {
        problems.add(item.problem("a section should stand here", right()));
      }
    }
    return problems.isEmpty()
        ? new Read.Good<>(items.size())
        : new Read.Bad<>(List.copyOf(problems));
  }

  private static <T> Read<T> bad(Problem problem) {
    return new Read.Bad<>(List.of(problem));
  }

  @Override
  public String print(Integer entries) {
    return entries == 1 ? "1 entry" : entries + " entries";
  }

  @Override
  public String right() {
    return "write a " + (list ? "list: " : "section: ") + example;
  }
}
