package dev.homeport.wire;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// An object on its way out as JSON: its fields stand in the order in which they were put.
///
/// A value is text, a number, a truth value, nothing, more fields, or a list of those.
public final class JsonFields {
  private final Map<String, Value> values = new LinkedHashMap<>();

  /// A value that may be nothing, which a map cannot hold by itself.
  private record Value(@Nullable Object it) {}

  /// Puts a field at the end.
  public JsonFields put(String name, @Nullable Object value) {
    values.put(name, new Value(value));
    return this;
  }

  /// Puts a field at the end, unless there is nothing to put.
  public JsonFields putIfThere(String name, @Nullable Object value) {
    return value == null ? this : put(name, value);
  }

  /// What was put by that name; nothing where nothing was.
  public @Nullable Object value(String name) {
    Value value = values.get(name);
    return value == null ? null : value.it();
  }

  /// The same with all names in alphabetical order, as Go writes its maps.
  public JsonFields sorted() {
    var sorted = new JsonFields();
    new TreeMap<>(values).forEach((name, value) -> sorted.put(name, sorted(value.it())));
    return sorted;
  }

  private static @Nullable Object sorted(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case JsonFields fields -> fields.sorted();
      case List<?> list -> list.stream().map(JsonFields::sorted).toList();
      default -> value;
    };
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    write(this, text);
    return text.toString();
  }

  private static void write(@Nullable Object value, StringBuilder text) {
    switch (value) {
      case null -> text.append("null");
      case String string -> JsonText.quote(string, text);
      case JsonFields fields -> {
        text.append('{');
        String comma = "";
        for (var field : fields.values.entrySet()) {
          text.append(comma);
          JsonText.quote(field.getKey(), text).append(':');
          write(field.getValue().it(), text);
          comma = ",";
        }
        text.append('}');
      }
      case List<?> list -> {
        text.append('[');
        String comma = "";
        for (Object item : list) {
          text.append(comma);
          write(item, text);
          comma = ",";
        }
        text.append(']');
      }
      case BigDecimal exact -> text.append(exact.toPlainString());
      case Number _, Boolean _ -> text.append(value);
      default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
    }
  }
}
