package dev.homeport.config.judge;

import dev.homeport.config.source.Node;
import dev.homeport.config.source.Problem;
import dev.homeport.config.source.References;
import dev.homeport.config.table.Setting;
import dev.homeport.config.table.Setting.Trait;
import dev.homeport.config.table.Values;
import dev.homeport.config.value.Read;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Picks the strongest value of each setting. Weaker ones are judged too, because what is written
/// wrong is wrong, but what they refer to is left alone.
public final class Judging {
  private final References references;
  private final Findings findings;

  /// Judges what such references lead to.
  public Judging(References references, Findings findings) {
    this.references = references;
    this.findings = findings;
  }

  /// The values and one more, unless there was none or it is wrong.
  public <T> Values judge(Setting<T> setting, List<Node> candidates, Values values) {
    Values result = values;
    for (int i = 0; i < candidates.size(); i++) {
      boolean strongest = i == 0;
      Node written = candidates.get(i);
      if (!strongest && refers(written)) {
        continue;
      }
      Node meant = meant(setting, written);
      if (meant == null) {
        continue;
      }
      switch (setting.kindAt(written.origin()).read(meant)) {
        case Read.Good<T>(T value) -> {
          if (strongest) {
            result = result.with(setting, value, written.origin());
          }
        }
        case Read.Bad<T>(List<Problem> problems) -> findings.problems(problems);
      }
    }
    return result;
  }

  /// The secret that a text means, which is not shown; nothing after a problem was reported.
  public Node.@Nullable Text secret(Node.Text text) {
    return references.resolve(text.hidden(), true, findings::problem);
  }

  private @Nullable Node meant(Setting<?> setting, Node node) {
    boolean secret = setting.is(Trait.SECRET);
    return switch (node) {
      case Node.Text text ->
          references.resolve(secret ? text.hidden() : text, secret, findings::problem);
      case Node.Items items -> {
        var meant = new ArrayList<Node>();
        for (Node item : items.items()) {
          Node one = meant(setting, item);
          if (one != null) {
            meant.add(one);
          }
        }
        yield meant.size() == items.items().size()
            ? new Node.Items(items.place(), items.origin(), meant)
            : null;
      }
      case Node.Fields fields -> {
        var meant = new ArrayList<Node.Field>();
        for (Node.Field field : fields.fields()) {
          Node one = meant(setting, field.value());
          if (one != null) {
            meant.add(new Node.Field(field.name(), field.origin(), one));
          }
        }
        yield meant.size() == fields.fields().size()
            ? new Node.Fields(fields.place(), fields.origin(), meant)
            : null;
      }
      case Node.Nothing _ -> node;
    };
  }

  private static boolean refers(Node node) {
    return node instanceof Node.Text text && !References.isLiteral(text.text());
  }
}
