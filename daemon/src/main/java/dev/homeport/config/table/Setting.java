package dev.homeport.config.table;

import dev.homeport.config.source.Origin;
import dev.homeport.config.value.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A row of the table: one setting, declared once.
///
/// @param path where it stands, dotted
/// @param kind what values it has
/// @param standard its default as one would write it; empty for none
/// @param help what it is, in one line
/// @param traits what else is to be known
/// @param variables names that users have in their environment for it, the strongest first, beside
///   `HOMEPORT_…`
/// @param spelt how those of them are read that write its value in another way
/// @param hints variables of other programs that change its default
/// @param example what the starter file offers where there is no default
public record Setting<T>(
    String path,
    Kind<T> kind,
    String standard,
    String help,
    Set<Trait> traits,
    List<String> variables,
    Map<String, Kind<T>> spelt,
    List<String> hints,
    String example) {
  /// What else is to be known of a setting.
  public enum Trait {
    /// Nobody may see its value.
    SECRET,
    /// A change waits for a restart.
    RESTART,
    /// It is judged, and this version makes no use of it.
    LATER,
    /// It comes from the environment alone.
    VARIABLE_ONLY
  }

  /// A plain row.
  public static <T> Setting<T> of(String path, Kind<T> kind, String standard, String help) {
    return new Setting<>(path, kind, standard, help, Set.of(), List.of(), Map.of(), List.of(), "");
  }

  /// The row with a trait more.
  public Setting<T> being(Trait trait) {
    var more = EnumSet.of(trait);
    more.addAll(traits);
    return new Setting<>(
        path, kind, standard, help, Set.copyOf(more), variables, spelt, hints, example);
  }

  /// The row with names of its own in the environment.
  public Setting<T> named(String... names) {
    return new Setting<>(path, kind, standard, help, traits, List.of(names), spelt, hints, example);
  }

  /// The row with names in the environment that write its value in another way.
  public Setting<T> spelt(Kind<T> other, String... names) {
    var more = new LinkedHashMap<>(spelt);
    List.of(names).forEach(name -> more.put(name, other));
    var all = new ArrayList<>(variables);
    all.addAll(more.keySet());
    return new Setting<>(
        path, kind, standard, help, traits, List.copyOf(all), Map.copyOf(more), hints, example);
  }

  /// How a value is read that is written there.
  public Kind<T> kindAt(Origin origin) {
    return origin.variable().flatMap(name -> Optional.ofNullable(spelt.get(name))).orElse(kind);
  }

  /// The row with a variable that changes its default.
  public Setting<T> hinted(String name) {
    return new Setting<>(
        path, kind, standard, help, traits, variables, spelt, List.of(name), example);
  }

  /// The row with an example.
  public Setting<T> like(String text) {
    return new Setting<>(path, kind, standard, help, traits, variables, spelt, hints, text);
  }

  /// Whether it has a trait.
  public boolean is(Trait trait) {
    return traits.contains(trait);
  }

  /// The last word of its path.
  public String name() {
    return path.substring(path.lastIndexOf('.') + 1);
  }
}
