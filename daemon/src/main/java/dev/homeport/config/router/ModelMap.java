package dev.homeport.config.router;

import dev.homeport.wire.ModelGlob;
import dev.homeport.wire.ModelName;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What each provider calls a model that a client names.
///
/// A row is a name, a pattern with `*` and `?`, or `*` alone for every model. Names are compared as
/// Ollama does: case is nothing, and `:latest` need not be said. For one provider the first row
/// with an entry for it counts: the model's own row, then patterns in the order in which they are
/// written, then `*`.
public final class ModelMap {
  /// The row of every model.
  public static final String ANY = "*";

  /// No rows.
  public static final ModelMap EMPTY = new ModelMap(List.of());

  /// One row.
  ///
  /// @param pattern as it is written
  /// @param names the provider's name of the model, by provider
  public record Row(String pattern, Map<String, String> names) {
    /// Keeps the order of the providers.
    public Row {
      names = Collections.unmodifiableMap(new LinkedHashMap<>(names));
    }

    boolean isLiteral() {
      return pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0;
    }

    boolean isAny() {
      return pattern.equals(ANY);
    }
  }

  private final List<Row> rows;
  private final Map<String, Row> byModel = new HashMap<>();
  private final List<Row> patterns;
  private final Map<String, String> any;

  /// A map of these rows, in the order in which they are written.
  public ModelMap(List<Row> rows) {
    this.rows = List.copyOf(rows);
    for (Row row : rows) {
      if (row.isLiteral()) {
        byModel.putIfAbsent(ModelName.normalised(row.pattern()), row);
      }
    }
    this.patterns = rows.stream().filter(row -> !row.isLiteral() && !row.isAny()).toList();
    this.any = rows.stream().filter(Row::isAny).findFirst().map(Row::names).orElse(Map.of());
  }

  /// What a provider calls a model by all the rows, `*` too; nothing where none says.
  public @Nullable String nameFor(String clientModel, String provider) {
    String own = ownNameFor(clientModel, provider);
    return own != null ? own : standard(provider);
  }

  /// What a provider calls a model by a row that names it, so not by `*`; nothing where none says.
  public @Nullable String ownNameFor(String clientModel, String provider) {
    return rowsOf(clientModel)
        .map(row -> row.names().get(provider))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /// The rows that name a model, the strongest first.
  private Stream<Row> rowsOf(String clientModel) {
    String model = ModelName.normalised(clientModel);
    return Stream.concat(
        Stream.ofNullable(byModel.get(model)),
        patterns.stream().filter(row -> ModelGlob.matches(row.pattern(), model)));
  }

  /// The model of a provider that `*` has for it; nothing where it has none.
  public @Nullable String standard(String provider) {
    return any.get(provider);
  }

  /// Whether a row other than `*` names the model.
  public boolean names(String clientModel) {
    return rowsOf(clientModel).findAny().isPresent();
  }

  /// The names that have rows of their own, as they are written and in that order.
  public List<String> aliases() {
    return rows.stream().filter(Row::isLiteral).map(Row::pattern).toList();
  }

  /// The rows, in the order in which they are written.
  public List<Row> rows() {
    return rows;
  }

  /// The same rows, in `*` these entries in the place of what it had for their providers.
  ModelMap withStandard(Map<String, String> entries) {
    if (entries.isEmpty()) {
      return this;
    }
    var names = new LinkedHashMap<>(any);
    names.putAll(entries);
    return new ModelMap(
        Stream.concat(rows.stream().filter(row -> !row.isAny()), Stream.of(new Row(ANY, names)))
            .toList());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ModelMap map && map.rows.equals(rows);
  }

  @Override
  public int hashCode() {
    return rows.hashCode();
  }

  @Override
  public String toString() {
    return "ModelMap" + rows;
  }
}
