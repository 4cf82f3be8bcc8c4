package dev.homeport.config;

import dev.homeport.config.table.Setting;
import dev.homeport.config.table.Setting.Trait;
import dev.homeport.config.table.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The file to begin with: every setting with its default, all but the first few as comments.
public final class Starter {
  private static final int COMMENT_COLUMN = 44;
  private static final List<Setting<?>> ACTIVE = List.of(DaemonTable.LISTEN, DaemonTable.OLLAMA);
  private static final String HEAD =
      """
      # Homeport's configuration. What is commented out is the default, or an example.
      # Durations: 250ms 10s 5m 1h 7d. Sizes: MB is 1000000, MiB 1048576.
      # Secrets: ${NAME} of the environment, file:PATH, keychain:SERVICE/ACCOUNT.
      # A change takes effect within seconds; (restart) waits for one, (later) is not used yet.
      # `homeport config check` says what is wrong, `homeport config show` what holds.

      """;

  private Starter() {}

  /// Its text.
  public static String text() {
    var out = new StringBuilder(HEAD);
    var open = new ArrayList<String>();
    Table table = DaemonTable.TABLE;
    for (Setting<?> setting : table.settings()) {
      if (!setting.is(Trait.VARIABLE_ONLY)) {
        openSections(setting, open, out);
        boolean hasBelow = table.isSection(setting.path());
        out.append(hasBelow ? ownValue(setting, open) : line(setting, setting.name(), open.size()));
      }
    }
    return out.toString();
  }

  /// Where it belongs.
  public static Path place(Inputs inputs) {
    return Sources.placeOfStarter(inputs);
  }

  private static void openSections(Setting<?> setting, List<String> open, StringBuilder out) {
    String[] words = setting.path().split("\\.", -1);
    int same = 0;
    while (same < open.size() && same < words.length - 1 && open.get(same).equals(words[same])) {
      same++;
    }
    while (open.size() > same) {
      open.removeLast();
    }
    while (open.size() < words.length - 1) {
      String name = words[open.size()];
      out.append("  ".repeat(open.size())).append(name).append(":\n");
      open.add(name);
    }
  }

  /// A setting with others below it is a section, and its own value the first thing in it.
  private static String ownValue(Setting<?> setting, List<String> open) {
    String head = "  ".repeat(open.size()) + setting.name() + ":\n";
    open.add(setting.name());
    return head + line(setting, "kind", open.size());
  }

  private static String line(Setting<?> setting, String name, int depth) {
    String value = setting.standard().isEmpty() ? setting.example() : setting.standard();
    String start =
        "  ".repeat(depth) + (ACTIVE.contains(setting) ? "" : "# ") + name + ": " + value;
    String blanks = " ".repeat(Math.max(1, COMMENT_COLUMN - start.length()));
    String when =
        setting.is(Trait.LATER) ? " (later)" : setting.is(Trait.RESTART) ? " (restart)" : "";
    return start + blanks + " # " + setting.help() + when + "\n";
  }
}
