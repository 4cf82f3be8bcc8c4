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
  private static final String MARK = "# ";
  private static final String HEAD =
      """
      # Homeport's configuration. What is commented out is the default, or an example.
      # Durations: 250ms 10s 5m 1h 7d. Sizes: MB is 1000000, MiB 1048576.
      # Secrets: ${NAME} of the environment, file:PATH, keychain:SERVICE/ACCOUNT.
      # A change takes effect within seconds; (restart) waits for one, (later) is not used yet.
      # `homeport config check` says what is wrong, `homeport config show` what holds.
      """;

  /// What a role adds to it.
  ///
  /// @param written what is no comment; where that is nothing, the sections are comments too
  public record Part(Table table, List<Setting<?>> written) {
    /// Copies the list.
    public Part {
      written = List.copyOf(written);
    }
  }

  private final Part part;
  private final List<String> open = new ArrayList<>();
  private final StringBuilder out;

  private Starter(Part part, StringBuilder out) {
    this.part = part;
    this.out = out;
  }

  /// Its text.
  ///
  /// @param parts of each role; what several have stands with the last
  public static String text(List<Part> parts) {
    var out = new StringBuilder(HEAD);
    for (int i = 0; i < parts.size(); i++) {
      out.append('\n');
      new Starter(parts.get(i), out).add(parts.subList(i + 1, parts.size()));
    }
    return out.toString();
  }

  /// Where it belongs.
  public static Path place(Inputs inputs) {
    return Sources.placeOfStarter(inputs);
  }

  private void add(List<Part> later) {
    for (Setting<?> setting : part.table().settings()) {
      boolean comesLater =
          later.stream().anyMatch(other -> other.table().at(setting.path()).isPresent());
      if (!setting.is(Trait.VARIABLE_ONLY) && !comesLater) {
        openSections(setting);
        if (part.table().isSection(setting.path())) {
          // Its own value is the first thing in the section that it is.
          openSection(setting.name());
          line(setting, "kind");
        } else {
          line(setting, setting.name());
        }
      }
    }
  }

  private void openSections(Setting<?> setting) {
    String[] words = setting.path().split("\\.", -1);
    int same = 0;
    while (same < open.size() && same < words.length - 1 && open.get(same).equals(words[same])) {
      same++;
    }
    while (open.size() > same) {
      open.removeLast();
    }
    while (open.size() < words.length - 1) {
      openSection(words[open.size()]);
    }
  }

  private void openSection(String name) {
    out.append(margin()).append("  ".repeat(open.size())).append(name).append(":\n");
    open.add(name);
  }

  private void line(Setting<?> setting, String name) {
    String value = setting.standard().isEmpty() ? setting.example() : setting.standard();
    boolean marked = margin().isEmpty() && !part.written().contains(setting);
    String start = margin() + "  ".repeat(open.size()) + (marked ? MARK : "") + name + ": " + value;
    String blanks = " ".repeat(Math.max(1, COMMENT_COLUMN - start.length()));
    String when =
        setting.is(Trait.LATER) ? " (later)" : setting.is(Trait.RESTART) ? " (restart)" : "";
    out.append(start).append(blanks).append(" # ").append(setting.help()).append(when).append('\n');
  }

  private String margin() {
    return part.written().isEmpty() ? MARK : "";
  }
}
