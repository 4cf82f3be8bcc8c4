package dev.homeport.dialect.responses.heard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A value in a client's body with its place there. What it is not is objected to in the words of
/// the real API.
///
/// @param place as `input[0].content`, empty for the body itself
record Given(String place, JsonNode node) {
  /// Whether there is anything; `null` is nothing.
  boolean isThere() {
    return !node.isMissingNode() && !node.isNull();
  }

  Given at(String name) {
    return new Given(place.isEmpty() ? name : place + "." + name, node.path(name));
  }

  /// The field of this name, which must be there.
  Given needed(String name) throws Objected {
    Given field = at(name);
    if (!field.isThere()) {
      throw new Objected("Missing required parameter: '%s'.".formatted(field.place), field.place);
    }
    return field;
  }

  Given object() throws Objected {
    if (!node.isObject()) {
      throw notA("an object");
    }
    return this;
  }

  /// The items of a list; none where there is no list.
  List<Given> items() throws Objected {
    if (!isThere()) {
      return List.of();
    }
    if (!node.isArray()) {
      throw notA("an array");
    }
    var items = new ArrayList<Given>(node.size());
    for (int i = 0; i < node.size(); i++) {
      items.add(new Given(place + "[" + i + "]", node.path(i)));
    }
    return items;
  }

  boolean isText() {
    return node.isTextual();
  }

  String text() throws Objected {
    if (!node.isTextual()) {
      throw notA("a string");
    }
    return node.textValue();
  }

  @Nullable String textOrNull() throws Objected {
    return isThere() ? text() : null;
  }

  String filledText() throws Objected {
    String text = text();
    if (text.isEmpty()) {
      throw wrong(
          "Invalid '%s': empty string. Expected a string with minimum length 1, but got an empty"
                  .formatted(place)
              + " string instead.");
    }
    return text;
  }

  @Nullable Double numberOrNull() throws Objected {
    if (!isThere()) {
      return null;
    }
    double number = node.doubleValue();
    if (!node.isNumber() || Double.isInfinite(number)) {
      throw notA("a decimal");
    }
    return number;
  }

  /// A whole number of at least so much, and small enough to count something.
  int count(int least) throws Objected {
    double number = node.doubleValue();
    if (!node.isNumber() || number != Math.rint(number) || number > Integer.MAX_VALUE) {
      throw notA("an integer");
    }
    if (number < least) {
      throw wrong(
          "Invalid '%s': integer below minimum value. Expected a value >= %d, but got %s instead."
              .formatted(place, least, node.asText()));
    }
    return (int) number;
  }

  @Nullable Boolean flagOrNull() throws Objected {
    if (!isThere()) {
      return null;
    }
    if (!node.isBoolean()) {
      throw notA("a boolean");
    }
    return node.booleanValue();
  }

  boolean flag() throws Objected {
    return Boolean.TRUE.equals(flagOrNull());
  }

  /// One of a few words.
  String oneOf(List<String> words) throws Objected {
    String text = text();
    if (!words.contains(text)) {
      String known = words.stream().map(word -> "'" + word + "'").collect(Collectors.joining(", "));
      throw wrong("Invalid value: '%s'. Supported values are: %s.".formatted(text, known));
    }
    return text;
  }

  Objected wrong(String what) {
    return new Objected(what, place);
  }

  Objected notA(String what) {
    String is =
        switch (node.getNodeType()) {
          case STRING -> "a string";
          case NUMBER -> node.isIntegralNumber() ? "an integer" : "a decimal";
          case BOOLEAN -> "a boolean";
          case ARRAY -> "an array";
          case OBJECT -> "an object";
          case NULL, MISSING, BINARY, POJO -> "null";
        };
    return wrong(
        place.isEmpty()
            ? "Invalid type for the body: expected %s, but got %s instead.".formatted(what, is)
            : "Invalid type for '%s': expected %s, but got %s instead.".formatted(place, what, is));
  }
}
