package dev.homeport.config.table;

import dev.homeport.config.source.Nearest;
import dev.homeport.config.table.Setting.Trait;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// All settings of a role, and the sections of its file that another role reads.
///
/// A setting may have others below it, as `auth` has `auth.path-keys`; written as a section, its
/// own value is called `kind`.
public final class Table {
  /// What the variable of a setting begins with.
  public static final String PREFIX = "HOMEPORT_";

  private static final String OWN_VALUE = ".kind";

  private final List<Setting<?>> settings;
  private final Set<String> elsewhere;
  private final Map<String, Setting<?>> byPath = new LinkedHashMap<>();
  private final Set<String> open;
  private final Set<String> sections;

  /// A table of these rows.
  ///
  /// @param elsewhere top-level sections that are not judged here
  public Table(List<Setting<?>> settings, Set<String> elsewhere) {
    this(settings, elsewhere, Set.of());
  }

  /// A table of these rows.
  ///
  /// @param elsewhere top-level sections that are not judged here
  /// @param open sections below which users choose the names
  public Table(List<Setting<?>> settings, Set<String> elsewhere, Set<String> open) {
    this.settings = List.copyOf(settings);
    this.elsewhere = Set.copyOf(elsewhere);
    this.open = Set.copyOf(open);
    this.sections = new LinkedHashSet<>(open);
    for (Setting<?> setting : settings) {
      if (!setting.is(Trait.VARIABLE_ONLY)) {
        byPath.put(setting.path(), setting);
        String path = setting.path();
        for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
          sections.add(path.substring(0, dot));
        }
      }
    }
    for (Setting<?> setting : settings) {
      if (sections.contains(setting.path())) {
        byPath.put(setting.path() + OWN_VALUE, setting);
      }
    }
  }

  /// The rows, in the order in which people read them.
  public List<Setting<?>> settings() {
    return settings;
  }

  /// The setting at a path.
  public Optional<Setting<?>> at(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  /// Whether settings stand below a path.
  public boolean isSection(String path) {
    return sections.contains(path);
  }

  /// Whether another role reads what stands there.
  public boolean isElsewhere(String path) {
    return elsewhere.contains(path);
  }

  /// What stands directly below a section.
  public List<String> namesBelow(String section) {
    String start = section.isEmpty() ? "" : section + ".";
    return words().stream()
        .filter(word -> word.startsWith(start) && word.indexOf('.', start.length()) < 0)
        .map(word -> word.substring(start.length()))
        .toList();
  }

  /// What may be written below a section, for messages.
  public String offerBelow(String section) {
    return open.contains(section) ? "NAME: { … }" : String.join(", ", namesBelow(section));
  }

  /// The settings that a `HOMEPORT_…` variable can mean: none, one, or by mistake several.
  public List<Setting<?>> meantBy(String variable) {
    var found = new LinkedHashSet<Setting<?>>();
    byPath.forEach(
        (path, setting) -> {
          if (variableOf(path).equals(variable)) {
            found.add(setting);
          }
        });
    return List.copyOf(found);
  }

  /// The other role that a `HOMEPORT_…` variable is meant for.
  public Optional<String> roleMeantBy(String variable) {
    return elsewhere.stream()
        .filter(path -> variable.startsWith(variableOf(path) + "_"))
        .findFirst();
  }

  /// The `HOMEPORT_…` name of a path.
  public static String variableOf(String path) {
    return PREFIX + path.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /// The known variable that looks most like an unknown one.
  public Optional<String> nearestVariable(String unknown) {
    var known = new ArrayList<String>();
    settings.forEach(setting -> known.addAll(setting.variables()));
    byPath.keySet().forEach(path -> known.add(variableOf(path)));
    return Nearest.to(unknown, known);
  }

  /// The known path that was probably meant: the same name in another place, a slip of the finger
  /// in this one, a slip in another.
  public Optional<String> nearest(String unknown) {
    int dot = unknown.lastIndexOf('.');
    String parent = unknown.substring(0, Math.max(dot, 0));
    String name = unknown.substring(dot + 1);
    List<String> words = words();
    return shortest(words, name)
        .or(() -> Nearest.to(name, namesBelow(parent)).map(near -> below(parent, near)))
        .or(
            () ->
                Nearest.to(name, words.stream().map(Table::last).toList())
                    .flatMap(near -> shortest(words, near)))
        .or(() -> Nearest.to(unknown, words.stream().filter(isNotBelow(parent)).toList()));
  }

  /// In its own place the name alone was compared: as part of a long path it may slip too far.
  private static Predicate<String> isNotBelow(String parent) {
    return word -> !below(parent, last(word)).equals(word);
  }

  private static Optional<String> shortest(Collection<String> words, String name) {
    return words.stream()
        .filter(word -> last(word).equals(name))
        .min(Comparator.comparingInt(Table::depth));
  }

  private static int depth(String path) {
    return (int) path.chars().filter(c -> c == '.').count();
  }

  private static String below(String parent, String name) {
    return parent.isEmpty() ? name : parent + "." + name;
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  /// Every path there is, sections too.
  private List<String> words() {
    var words = new LinkedHashSet<String>(sections);
    words.addAll(byPath.keySet());
    words.addAll(elsewhere);
    return List.copyOf(words);
  }
}
