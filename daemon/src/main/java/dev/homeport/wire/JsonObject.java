package dev.homeport.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An object that came as JSON, read leniently: what is absent, `null` or of another type is simply
/// not there, and text after the value is not looked at.
public final class JsonObject {
  /// An object without fields.
  public static final JsonObject EMPTY = new JsonObject(JsonNodeFactory.instance.objectNode());

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final JsonNode node;

  /// What became of text that should be an object.
  public sealed interface Parsed {
    /// It is one.
    record Good(JsonObject object) implements Parsed {}

    /// There is none.
    record Nothing() implements Parsed {}

    /// It is JSON, but an array, a number and so on, as the word says.
    record Other(String kind) implements Parsed {}

    /// It is no JSON; `cut` where it is only the beginning of some.
    record Broken(String why, boolean cut) implements Parsed {}
  }

  private JsonObject(JsonNode node) {
    this.node = node;
  }

  /// The object that this text is; one without fields where it is none.
  public static JsonObject orEmpty(String text) {
    return parse(text) instanceof Parsed.Good(JsonObject object) ? object : EMPTY;
  }

  /// Reads the text.
  public static Parsed parse(String text) {
    try {
      JsonNode node = MAPPER.readTree(text);
      return switch (node.getNodeType()) {
        case OBJECT -> new Parsed.Good(new JsonObject(node));
        case MISSING -> new Parsed.Nothing();
        case ARRAY -> new Parsed.Other("array");
        case STRING -> new Parsed.Other("string");
        case NUMBER -> new Parsed.Other("number");
        case BOOLEAN -> new Parsed.Other("bool");
        case NULL, BINARY, POJO -> new Parsed.Other("null");
      };
    } catch (JsonEOFException e) {
      return new Parsed.Broken(e.getOriginalMessage(), true);
    } catch (JsonProcessingException e) {
      return new Parsed.Broken(e.getOriginalMessage(), false);
    }
  }

  /// Whether there is a value under the name, be it of any type.
  public boolean has(String name) {
    return node.hasNonNull(name);
  }

  /// The names of the fields, in order.
  public List<String> names() {
    var names = new ArrayList<String>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /// A text.
  public @Nullable String text(String name) {
    return node.path(name).textValue();
  }

  /// A text, or this one.
  public String text(String name, String otherwise) {
    String text = text(name);
    return text == null ? otherwise : text;
  }

  /// A truth value, or this one.
  public boolean flag(String name, boolean otherwise) {
    return node.path(name).asBoolean(otherwise);
  }

  /// A number without its fraction, or this one.
  public long number(String name, long otherwise) {
    JsonNode value = node.path(name);
    return value.isNumber() ? value.longValue() : otherwise;
  }

  /// A text without its quotes, and anything else as JSON writes it.
  public String plain(String name) {
    JsonNode value = node.path(name);
    return value.isTextual() ? value.textValue() : value.toString();
  }

  /// An object, empty where there is none.
  public JsonObject object(String name) {
    JsonNode value = node.path(name);
    return value.isObject() ? new JsonObject(value) : EMPTY;
  }

  /// The objects of a list, without what else is in it.
  public List<JsonObject> objects(String name) {
    var objects = new ArrayList<JsonObject>();
    for (JsonNode item : node.path(name)) {
      if (item.isObject()) {
        objects.add(new JsonObject(item));
      }
    }
    return objects;
  }

  /// The texts of a list, or the one text that stands in its place.
  public List<String> texts(String name) {
    JsonNode value = node.path(name);
    var texts = new ArrayList<String>();
    if (value.isTextual()) {
      texts.add(value.textValue());
    } else if (value.isArray()) {
      for (JsonNode item : value) {
        if (item.isTextual()) {
          texts.add(item.textValue());
        }
      }
    }
    return texts;
  }

  /// How many items the list has; none where there is no list.
  public int count(String name) {
    JsonNode value = node.path(name);
    return value.isArray() ? value.size() : 0;
  }

  /// The same, to be written as a part of something else.
  public JsonFields fields() {
    var fields = new JsonFields();
    for (String name : names()) {
      fields.put(name, plain(node.path(name)));
    }
    return fields;
  }

  private static @Nullable Object plain(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> new JsonObject(value).fields();
      case ARRAY -> {
        var list = new ArrayList<@Nullable Object>();
        value.forEach(item -> list.add(plain(item)));
        yield list;
      }
      case STRING -> value.textValue();
      case NUMBER -> value.numberValue();
      case BOOLEAN -> value.booleanValue();
      case NULL, MISSING, BINARY, POJO -> null;
    };
  }

  /// The object as JSON.
  @Override
  public String toString() {
    return node.toString();
  }
}
