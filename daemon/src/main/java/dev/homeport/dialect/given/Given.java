package dev.homeport.dialect.given;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.dialect.given.Wording.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A value in a client's body with its place there. What it is not is objected to in the words of
/// the real API.
///
/// @param place as `messages.0.content` or `input[0].content`, empty for the body itself
public record Given(String place, JsonNode node, Wording wording) {
  /// The body itself.
  public static Given body(JsonNode body, Wording wording) {
    return new Given("", body, wording);
  }

  /// Whether there is anything; `null` is nothing.
  public boolean isThere() {
    return !node.isMissingNode() && !node.isNull();
  }

  /// Whether it is a text.
  public boolean isText() {
    return node.isTextual();
  }

  /// The field of this name.
  public Given at(String name) {
    return new Given(place.isEmpty() ? name : place + "." + name, node.path(name), wording);
  }

  /// The field of this name, which must be there.
  public Given needed(String name) throws Objected {
    Given field = at(name);
    if (!field.isThere()) {
      throw field.wrong(wording.missing(field.place));
    }
    return field;
  }

  /// The same, which must be an object.
  public Given object() throws Objected {
    return checked(node.isObject(), Kind.OBJECT);
  }

  /// The items of a list; none where there is no list.
  public List<Given> items() throws Objected {
    if (!isThere()) {
      return List.of();
    }
    checked(node.isArray(), Kind.LIST);
    var items = new ArrayList<Given>(node.size());
    for (int i = 0; i < node.size(); i++) {
      items.add(new Given(wording.item(place, i), node.path(i), wording));
    }
    return items;
  }

  /// The text, which must be there.
  public String text() throws Objected {
    return checked(node.isTextual(), Kind.TEXT).node.textValue();
  }

  /// The text; nothing where there is none.
  public @Nullable String textOrNull() throws Objected {
    return isThere() ? text() : null;
  }

  /// The text, which must be there and say something.
  public String filledText() throws Objected {
    String text = text();
    if (text.isEmpty()) {
      throw wrong(wording.empty(this));
    }
    return text;
  }

  /// The number; nothing where there is none.
  public @Nullable Double numberOrNull() throws Objected {
    if (!isThere()) {
      return null;
    }
    double number = node.doubleValue();
    checked(node.isNumber() && !Double.isInfinite(number), Kind.NUMBER);
    return number;
  }

  /// A whole number of at least so much, and small enough to count something.
  public int count(int least) throws Objected {
    double number = node.doubleValue();
    boolean whole = node.isNumber() && number == Math.rint(number);
    checked(whole && number <= Integer.MAX_VALUE, Kind.INTEGER);
    if (number < least) {
      throw wrong(wording.below(least, this));
    }
    return (int) number;
  }

  /// Whether it is so; nothing where that was not said.
  public @Nullable Boolean flagOrNull() throws Objected {
    return isThere() ? checked(node.isBoolean(), Kind.FLAG).node.booleanValue() : null;
  }

  /// Whether it is said to be so.
  public boolean flag() throws Objected {
    return Boolean.TRUE.equals(flagOrNull());
  }

  /// One of a few words.
  public String oneOf(List<String> words) throws Objected {
    String text = text();
    if (!words.contains(text)) {
      String known = words.stream().map(word -> "'" + word + "'").collect(Collectors.joining(", "));
      throw wrong(wording.unknown(known, this));
    }
    return text;
  }

  private Given checked(boolean right, Kind due) throws Objected {
    if (!right) {
      throw wrong(wording.type(due, this));
    }
    return this;
  }

  /// The objection that this is wrong with it.
  public Objected wrong(String what) {
    return new Objected(wording.wrong(what, place), place);
  }
}
