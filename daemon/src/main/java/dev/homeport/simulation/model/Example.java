package dev.homeport.simulation.model;

import dev.homeport.wire.JsonFields;
import dev.homeport.wire.JsonObject;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Values that fit a JSON schema, as far as a simulation has to know schemas.
final class Example {
  /// Names stand with a capital letter, and not at the beginning.
  private static final Pattern NAME = Pattern.compile("(?<=\\s)\\p{Lu}\\p{L}+");

  private Example() {}

  /// An object that has what the schema requires, or all properties where it requires nothing.
  static JsonFields object(JsonObject schema, String prompt) {
    JsonObject properties = schema.object("properties");
    List<String> names = schema.texts("required");
    if (names.isEmpty()) {
      names = properties.names();
    }
    var object = new JsonFields();
    for (String name : names) {
      object.put(name, value(properties.object(name), prompt));
    }
    return object;
  }

  private static Object value(JsonObject schema, String prompt) {
    List<String> choices = schema.texts("enum");
    if (!choices.isEmpty()) {
      return choices.getFirst();
    }
    String type = schema.texts("type").stream().findFirst().orElse("string");
    return switch (type) {
      case "object" -> object(schema, prompt);
      case "array" -> List.of(value(schema.object("items"), prompt));
      case "integer", "number" -> 1;
      case "boolean" -> true;
      default -> names(prompt).reduce((_, last) -> last).orElse("simulated");
    };
  }

  private static Stream<String> names(String prompt) {
    return NAME.matcher(prompt).results().map(MatchResult::group);
  }
}
