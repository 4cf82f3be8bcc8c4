package dev.homeport.dialect.openai.hear;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.dialect.Heard;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The first thing that is wrong with a request, in OpenAI's words.
final class Faults {
  private Heard.@Nullable Objection first;

  /// Something is wrong with this parameter.
  void add(String text, @Nullable String parameter) {
    if (first == null) {
      first = new Heard.Objection(400, text, parameter);
    }
  }

  /// It is not there.
  void missing(String parameter) {
    add("Missing required parameter: '" + parameter + "'.", parameter);
  }

  /// It is something else than it must be.
  ///
  /// @param expected with its article
  void type(String parameter, String expected, JsonNode got) {
    add(
        "Invalid type for '%s': expected %s, but got %s instead."
            .formatted(parameter, expected, kind(got)),
        parameter);
  }

  /// It is none of the words that it may be.
  void word(String parameter, String got, List<String> words) {
    var known = new StringBuilder();
    for (int i = 0; i < words.size(); i++) {
      known.append(i == 0 ? "" : i == words.size() - 1 ? ", and " : ", ");
      known.append('\'').append(words.get(i)).append('\'');
    }
    add("Invalid value: '%s'. Supported values are: %s.".formatted(brief(got), known), parameter);
  }

  /// It is a wish that nobody here can fulfil.
  void unsupported(String parameter, String got, String only) {
    add(
        "Unsupported value: '%s' does not support %s with this model. Only the default (%s) value is supported."
            .formatted(parameter, got, only),
        parameter);
  }

  /// What was wrong first, else what was read.
  Heard or(Supplier<Heard> heard) {
    return first != null ? first : heard.get();
  }

  private static String kind(JsonNode got) {
    return switch (got.getNodeType()) {
      case OBJECT, POJO -> "an object";
      case ARRAY -> "an array";
      case BOOLEAN -> "a boolean";
      case NUMBER -> got.isIntegralNumber() ? "an integer" : "a decimal number";
      case STRING, BINARY -> "a string";
      case NULL, MISSING -> "null";
    };
  }

  private static String brief(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}
