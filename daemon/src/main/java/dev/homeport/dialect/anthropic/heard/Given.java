package dev.homeport.dialect.anthropic.heard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A value in a client's body with its place there. What it is not is objected to in the words of
/// the real API.
///
/// @param place as `messages.0.content`, empty for the body itself
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
      throw field.wrong("Field required");
    }
    return field;
  }

  Given object() throws Objected {
    if (!node.isObject()) {
      throw wrong("Input should be a valid dictionary");
    }
    return this;
  }

  /// The items of a list; none where there is no list.
  List<Given> items() throws Objected {
    if (!isThere()) {
      return List.of();
    }
    if (!node.isArray()) {
      throw wrong("Input should be a valid list");
    }
    var items = new ArrayList<Given>(node.size());
    for (int i = 0; i < node.size(); i++) {
      items.add(new Given(place + "." + i, node.path(i)));
    }
    return items;
  }

  String text() throws Objected {
    if (!node.isTextual()) {
      throw wrong("Input should be a valid string");
    }
    return node.textValue();
  }

  @Nullable String textOrNull() throws Objected {
    return isThere() ? text() : null;
  }

  String filledText() throws Objected {
    String text = text();
    if (text.isEmpty()) {
      throw wrong("String should have at least 1 character");
    }
    return text;
  }

  @Nullable Double numberOrNull() throws Objected {
    if (!isThere()) {
      return null;
    }
    if (!node.isNumber()) {
      throw wrong("Input should be a valid number");
    }
    double number = node.doubleValue();
    if (Double.isInfinite(number)) {
      throw wrong("Input should be a finite number");
    }
    return number;
  }

  /// A whole number of at least so much, and small enough to count something.
  int count(int least) throws Objected {
    Double number = numberOrNull();
    if (number == null || number != Math.rint(number) || number > Integer.MAX_VALUE) {
      throw wrong("Input should be a valid integer");
    }
    if (number < least) {
      throw wrong("Input should be greater than or equal to " + least);
    }
    return number.intValue();
  }

  boolean flag() throws Objected {
    if (!isThere()) {
      return false;
    }
    if (!node.isBoolean()) {
      throw wrong("Input should be a valid boolean");
    }
    return node.booleanValue();
  }

  /// One of a few words.
  String oneOf(List<String> words) throws Objected {
    String text = text();
    if (!words.contains(text)) {
      String known = words.stream().map(word -> "'" + word + "'").collect(Collectors.joining(", "));
      throw wrong("Input should be one of " + known);
    }
    return text;
  }

  Objected wrong(String what) {
    return new Objected(place.isEmpty() ? what : place + ": " + what, place);
  }
}
