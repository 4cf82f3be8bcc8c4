package dev.homeport.dialect.answer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.wire.frame.Bytes;
import dev.homeport.wire.json.Json;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// An object that comes in fragments, and is put together of them.
///
/// It holds what it is made of as text, so that a long answer is held once.
public final class Gathered {
  /// What a field takes besides what is in it.
  static final int FIELD = 64;

  private final Form form;
  private final Map<String, Part> parts = new LinkedHashMap<>();

  /// One of this form.
  public Gathered(Form form) {
    this.form = form;
  }

  /// Takes another fragment.
  ///
  /// @return about how much more is held now, in bytes
  public int take(JsonNode fragment) {
    int held = 0;
    for (var field : fragment.properties()) {
      if (!form.dropped().contains(field.getKey())) {
        held += part(field.getKey()).take(field.getValue());
      }
    }
    return held;
  }

  private Part part(String name) {
    return parts.computeIfAbsent(name, this::fresh);
  }

  private Part fresh(String name) {
    Form object = form.objects().get(name);
    Form item = form.items().get(name);
    if (form.texts().contains(name)) {
      return new Part.Words();
    } else if (object != null) {
      return new Part.Inner(new Gathered(object));
    } else {
      return item == null ? new Part.Loose() : new Part.Several(item);
    }
  }

  /// Whether no fragment came.
  boolean isEmpty() {
    return parts.isEmpty();
  }

  /// Whether there is something in this field.
  public boolean has(String name) {
    Part part = parts.get(name);
    return part != null && !part.isEmpty();
  }

  /// What was said in this field so far; empty where nothing was.
  public String text(String name) {
    return parts.get(name) instanceof Part.Words words ? words.text() : "";
  }

  /// The object in this field, empty where it has none yet.
  public Gathered object(String name) {
    return part(name) instanceof Part.Inner inner ? inner.object() : new Gathered(Form.FREE);
  }

  /// The objects in this field.
  public List<Gathered> items(String name) {
    return parts.get(name) instanceof Part.Several several ? several.objects() : List.of();
  }

  /// Leaves those of the objects in this field out that are not to be kept.
  public void keep(String name, Predicate<Gathered> kept) {
    if (parts.get(name) instanceof Part.Several several) {
      several.keep(kept);
    }
  }

  /// This field is this, whatever came.
  public void put(String name, JsonNode value) {
    var part = new Part.Loose();
    part.take(value);
    parts.put(name, part);
  }

  /// This field is this, where nothing came.
  public void putIfMissing(String name, JsonNode value) {
    if (!has(name)) {
      put(name, value);
    }
  }

  /// This field was only for us.
  public void remove(String name) {
    parts.remove(name);
  }

  /// Appends it as JSON.
  public Bytes append(Bytes out) {
    var names = new LinkedHashSet<>(form.order());
    names.addAll(parts.keySet());
    String comma = "{";
    for (String name : names) {
      @Nullable Part part = parts.get(name);
      if (part != null) {
        part.append(out.append(comma).quoted(name).append(":"));
        comma = ",";
      }
    }
    return out.append(comma.equals("{") ? "{}" : "}");
  }

  /// What is held of a value that stays as it is.
  static int weight(JsonNode value) {
    return FIELD + (value.isObject() ? Json.bytes(value).length : value.asText().length());
  }
}
