package dev.homeport.dialect.openai.hear;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The fields of one object of a request. `null` is the same as not said, as in the real API.
///
/// @param path how the object is called in messages; empty for the body itself
record Fields(JsonNode node, String path, Faults faults) {
  /// The fields of this value, none where it is no object.
  static Fields of(JsonNode value, String path, Faults faults) {
    if (!value.isObject()) {
      faults.type(path, "an object", value);
    }
    return new Fields(value, path, faults);
  }

  /// How this field is called in messages.
  String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /// The value, missing where it was not said.
  JsonNode raw(String name) {
    JsonNode value = node.path(name);
    return value.isNull() ? MissingNode.getInstance() : value;
  }

  boolean has(String name) {
    return !raw(name).isMissingNode();
  }

  @Nullable String text(String name) {
    JsonNode value = raw(name);
    if (value.isTextual()) {
      return value.textValue();
    }
    refuse(name, "a string", value);
    return null;
  }

  /// A text that must be there.
  String need(String name) {
    String text = text(name);
    if (text == null && !has(name)) {
      faults.missing(at(name));
    }
    return text == null ? "" : text;
  }

  @Nullable Boolean flag(String name) {
    JsonNode value = raw(name);
    if (value.isBoolean()) {
      return value.booleanValue();
    }
    refuse(name, "a boolean", value);
    return null;
  }

  boolean isSet(String name) {
    return Boolean.TRUE.equals(flag(name));
  }

  @Nullable Double number(String name) {
    JsonNode value = raw(name);
    if (value.isNumber() && Double.isFinite(value.doubleValue())) {
      return value.doubleValue();
    }
    refuse(name, "a number", value);
    return null;
  }

  @Nullable Long integer(String name) {
    JsonNode value = raw(name);
    if (value.isNumber() && value.canConvertToLong() && value.canConvertToExactIntegral()) {
      return value.longValue();
    }
    refuse(name, "an integer", value);
    return null;
  }

  /// An integer of at least so much.
  @Nullable Integer count(String name, int least, int most) {
    Long number = integer(name);
    if (number == null || (number >= least && number <= most)) {
      return number == null ? null : number.intValue();
    }
    boolean below = number < least;
    faults.add(
        "Invalid '%s': integer %s value. Expected a value %s %d, but got %d instead."
            .formatted(
                at(name),
                below ? "below minimum" : "above maximum",
                below ? ">=" : "<=",
                below ? least : most,
                number),
        at(name));
    return null;
  }

  /// The fields of an object, nothing where it was not said.
  @Nullable Fields object(String name) {
    JsonNode value = raw(name);
    if (value.isObject()) {
      return new Fields(value, at(name), faults);
    }
    refuse(name, "an object", value);
    return null;
  }

  /// The items of a list, none where it was not said.
  List<JsonNode> list(String name) {
    JsonNode value = raw(name);
    var items = new ArrayList<JsonNode>(value.size());
    if (value.isArray()) {
      value.forEach(items::add);
    } else {
      refuse(name, "an array", value);
    }
    return items;
  }

  /// The objects of a list.
  List<Fields> objects(String name) {
    List<JsonNode> items = list(name);
    var objects = new ArrayList<Fields>(items.size());
    for (int i = 0; i < items.size(); i++) {
      objects.add(of(items.get(i), at(name) + "[" + i + "]", faults));
    }
    return objects;
  }

  /// A text, or a list of texts.
  List<String> texts(String name) {
    JsonNode value = raw(name);
    if (value.isTextual()) {
      return List.of(value.textValue());
    }
    if (!value.isArray()) {
      refuse(name, "a string or an array of strings", value);
      return List.of();
    }
    var texts = new ArrayList<String>(value.size());
    for (int i = 0; i < value.size(); i++) {
      if (value.get(i).isTextual()) {
        texts.add(value.get(i).textValue());
      } else {
        faults.type(at(name) + "[" + i + "]", "a string", value.get(i));
      }
    }
    return texts;
  }

  private void refuse(String name, String expected, JsonNode value) {
    if (!value.isMissingNode()) {
      faults.type(at(name), expected, value);
    }
  }
}
