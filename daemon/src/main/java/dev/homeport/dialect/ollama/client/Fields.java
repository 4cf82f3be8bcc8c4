package dev.homeport.dialect.ollama.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An object as Go's decoder puts it into a struct: names fold, of two the last counts, `null` is
/// as good as absent, what is unknown is passed over, and another type is refused in Go's words.
final class Fields {
  /// As Go calls the place: the struct, and the fields that lead here.
  private final String path;

  private final Map<String, JsonNode> values = new HashMap<>();

  private Fields(String path, JsonNode object) {
    this.path = path;
    for (var field : object.properties()) {
      values.put(folded(field.getKey()), field.getValue());
    }
  }

  /// The body of a request. A `null` is one in which nothing is said.
  static Fields of(JsonNode body, String struct) throws Wrong {
    if (body.isObject() || body.isNull()) {
      return new Fields(struct, body);
    }
    throw Wrong.because(
        "json: cannot unmarshal %s into Go value of type api.%s".formatted(kind(body), struct));
  }

  /// The long s and the Kelvin sign are the only letters beyond ASCII that fold to one of it.
  private static String folded(String name) {
    return name.replace('\u017f', 's').replace('\u212a', 'k').toLowerCase(Locale.ROOT);
  }

  /// What stands under the name; missing where nothing does.
  JsonNode value(String name) {
    JsonNode value = values.get(name);
    return value == null || value.isNull() ? MissingNode.getInstance() : value;
  }

  boolean has(String name) {
    return !value(name).isMissingNode();
  }

  /// A text, empty where there is none.
  String text(String name) throws Wrong {
    JsonNode value = value(name);
    if (value.isMissingNode()) {
      return "";
    }
    return checked(value.isTextual(), name, "string", value).textValue();
  }

  /// A truth value, nothing where it was not said.
  @Nullable Boolean flag(String name) throws Wrong {
    JsonNode value = value(name);
    if (value.isMissingNode()) {
      return null;
    }
    return checked(value.isBoolean(), name, "bool", value).booleanValue();
  }

  boolean isOn(String name) throws Wrong {
    return Boolean.TRUE.equals(flag(name));
  }

  /// A whole number, nothing where it was not said.
  @Nullable Integer number(String name) throws Wrong {
    JsonNode value = value(name);
    if (value.isMissingNode()) {
      return null;
    }
    boolean fits = value.isIntegralNumber() && value.canConvertToInt();
    return checked(fits, name, "int", value).intValue();
  }

  /// An object of any content, as it is; missing where there is none.
  JsonNode object(String name, String type) throws Wrong {
    JsonNode value = value(name);
    return checked(value.isObject() || value.isMissingNode(), name, type, value);
  }

  /// An object with fields of its own; one without any where there is none.
  Fields struct(String name, String type) throws Wrong {
    return new Fields(path + "." + name, object(name, type));
  }

  /// The items of a list; none where there is none.
  List<JsonNode> items(String name, String type) throws Wrong {
    JsonNode value = value(name);
    var items = new ArrayList<JsonNode>();
    checked(value.isArray() || value.isMissingNode(), name, type, value).forEach(items::add);
    return items;
  }

  /// The objects of a list.
  ///
  /// @param type what Go calls one of them
  List<Fields> structs(String name, String list, String type) throws Wrong {
    var structs = new ArrayList<Fields>();
    for (JsonNode item : items(name, list)) {
      structs.add(
          new Fields(
              path + "." + name, checked(item.isObject() || item.isNull(), name, type, item)));
    }
    return structs;
  }

  /// The texts of a list.
  List<String> texts(String name, String list, String type) throws Wrong {
    var texts = new ArrayList<String>();
    for (JsonNode item : items(name, list)) {
      texts.add(checked(item.isTextual() || item.isNull(), name, type, item).asText(""));
    }
    return texts;
  }

  private JsonNode checked(boolean right, String name, String type, JsonNode value) throws Wrong {
    if (right) {
      return value;
    }
    boolean aNumber = value.isNumber() && !type.equals("string") && !type.equals("bool");
    throw Wrong.because(
        "json: cannot unmarshal %s into Go struct field %s.%s of type %s"
            .formatted(kind(value) + (aNumber ? " " + value.asText() : ""), path, name, type));
  }

  private static String kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case ARRAY -> "array";
      case OBJECT -> "object";
      case STRING -> "string";
      case NUMBER -> "number";
      case BOOLEAN -> "bool";
      case NULL, MISSING, BINARY, POJO -> "null";
    };
  }
}
