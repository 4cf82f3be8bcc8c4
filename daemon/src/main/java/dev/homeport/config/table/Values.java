package dev.homeport.config.table;

import dev.homeport.config.source.Origin;
import dev.homeport.config.source.Problem;
import dev.homeport.config.table.Setting.Trait;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The values that were found, each with where it was written. A setting without value or default
/// has none here.
public final class Values {
  /// One setting as people are shown it; a secret is masked.
  ///
  /// @param value nothing where the setting has none
  /// @param used whether this version does anything with it
  public record Line(String path, @Nullable String value, String source, boolean used) {}

  private record Found<T>(Setting<T> setting, T value, Origin origin) {
    String print() {
      return setting.kind().print(value);
    }
  }

  private final Map<String, Found<?>> found;

  private Values(Map<String, Found<?>> found) {
    this.found = found;
  }

  /// No values yet.
  public static Values none() {
    return new Values(Map.of());
  }

  /// These values and one more, in the place of an older one.
  public <T> Values with(Setting<T> setting, T value, Origin origin) {
    var more = new LinkedHashMap<>(found);
    more.put(setting.path(), new Found<>(setting, value, origin));
    return new Values(more);
  }

  /// These values without that of one setting.
  public Values without(Setting<?> setting) {
    var fewer = new LinkedHashMap<>(found);
    fewer.remove(setting.path());
    return new Values(fewer);
  }

  /// The value of a setting that always has one.
  public <T> T of(Setting<T> setting) {
    return maybe(setting)
        .orElseThrow(() -> new NoSuchElementException(setting.path() + " has no value"));
  }

  /// The value of a setting, if it has one.
  public <T> Optional<T> maybe(Setting<T> setting) {
    Found<?> any = found.get(setting.path());
    if (any == null) {
      return Optional.empty();
    }
    // What `with` put under the path of a setting came with that setting's type.
    @SuppressWarnings("unchecked")
    T value = (T) any.value();
    return Optional.of(value);
  }

  /// Where the value of a setting is written.
  public Origin origin(Setting<?> setting) {
    Found<?> any = found.get(setting.path());
    return any == null ? new Origin.BuiltIn() : any.origin();
  }

  /// A problem with a setting's value.
  public Problem problem(Setting<?> setting, String what, String right) {
    return new Problem(origin(setting).text(), setting.path(), what, right);
  }

  /// Every setting of the table, as people are shown it.
  public List<Line> lines(Table table) {
    var lines = new ArrayList<Line>();
    for (Setting<?> setting : table.settings()) {
      Found<?> any = found.get(setting.path());
      if (any != null || !setting.is(Trait.VARIABLE_ONLY)) {
        lines.add(
            new Line(
                setting.path(),
                any == null ? null : any.print(),
                origin(setting).text(),
                !setting.is(Trait.LATER)));
      }
    }
    return lines;
  }

  /// The settings whose values differ, those that only the other has last; where they are written
  /// does not matter.
  public List<Setting<?>> differences(Values other) {
    var all = new LinkedHashMap<String, Setting<?>>();
    found.values().forEach(any -> all.put(any.setting().path(), any.setting()));
    other.found.values().forEach(any -> all.putIfAbsent(any.setting().path(), any.setting()));
    return all.values().stream()
        .filter(setting -> !Objects.equals(value(setting), other.value(setting)))
        .toList();
  }

  /// The settings that have values.
  public List<Setting<?>> settings() {
    return found.values().stream().<Setting<?>>map(Found::setting).toList();
  }

  private @Nullable Object value(Setting<?> setting) {
    Found<?> any = found.get(setting.path());
    return any == null ? null : any.value();
  }

  /// These values, but the old ones of some settings.
  public Values keeping(Predicate<Setting<?>> kept, Values old) {
    var mixed = new LinkedHashMap<String, Found<?>>();
    found.values().stream()
        .filter(any -> !kept.test(any.setting()))
        .forEach(any -> mixed.put(any.setting().path(), any));
    old.found.values().stream()
        .filter(any -> kept.test(any.setting()))
        .forEach(any -> mixed.put(any.setting().path(), any));
    return new Values(mixed);
  }
}
