package dev.homeport.config.value;

import dev.homeport.config.source.Nearest;
import dev.homeport.config.source.Node;
import dev.homeport.config.source.Node.Field;
import dev.homeport.config.source.Node.Fields;
import dev.homeport.config.source.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The named parts of one value, such as `{ limit: 10 USD, on-exceed: alert }`, read one by one
/// while what is wrong is collected.
public final class Parts {
  private final Fields fields;
  private final List<Problem> problems;

  /// The parts of a section.
  ///
  /// @param known the names that there are
  /// @param problems what is wrong is added to them
  public Parts(Fields fields, List<String> known, List<Problem> problems) {
    this.fields = fields;
    this.problems = problems;
    for (Field field : fields.fields()) {
      if (!known.contains(field.name())) {
        problems.add(
            new Problem(
                field.origin().text(),
                field.value().place(),
                "there is no such setting",
                Nearest.to(field.name(), known)
                    .map(near -> "did you mean " + near + "?")
                    .orElse("there are " + String.join(", ", known))));
      }
    }
  }

  /// What is written under a name; nothing where nothing is.
  public @Nullable Node node(String name) {
    for (Field field : fields.fields()) {
      if (field.name().equals(name)) {
        return field.value() instanceof Node.Nothing ? null : field.value();
      }
    }
    return null;
  }

  /// The value of a part; nothing where there is none, or a wrong one.
  public <T> @Nullable T maybe(String name, Kind<T> kind) {
    Node node = node(name);
    return node == null ? null : read(node, kind);
  }

  /// The value of a part that has to be there.
  public <T> @Nullable T must(String name, Kind<T> kind) {
    Node node = node(name);
    if (node == null) {
      wrong("does not say " + name, kind.right().replaceFirst("^write ", "write " + name + ": "));
      return null;
    }
    return read(node, kind);
  }

  /// The value of any node.
  public <T> @Nullable T read(Node node, Kind<T> kind) {
    return switch (kind.read(node)) {
      case Read.Good<T>(T value) -> value;
      case Read.Bad<T>(List<Problem> more) -> {
        problems.addAll(more);
        yield null;
      }
    };
  }

  /// Tells that something is wrong with all of it.
  public void wrong(String what, String right) {
    problems.add(fields.problem(what, right));
  }

  /// The sections that stand here, in a list or alone; whatever else stands there is told.
  public static List<Fields> sections(Node node, String right, List<Problem> problems) {
    var sections = new ArrayList<Fields>();
    switch (node) {
      case Fields alone -> sections.add(alone);
      case Node.Items(_, _, List<Node> items) -> {
        for (Node item : items) {
          if (item instanceof Fields one) {
            sections.add(one);
          } else {
            problems.add(item.problem("a section should stand here", right));
          }
        }
      }
      case Node.Text _ -> problems.add(node.problem("a section should stand here", right));
      case Node.Nothing _ -> {}
    }
    return sections;
  }
}
