package dev.homeport.dialect.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.homeport.wire.frame.Bytes;
import dev.homeport.wire.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// What is in a field of an object that comes in fragments.
sealed interface Part {
  /// Takes what another fragment says there; about how much more is held now.
  int take(JsonNode more);

  /// Whether nothing was said there.
  boolean isEmpty();

  /// Appends it as JSON.
  void append(Bytes out);

  /// Strings that are joined. Where lists come there too, the strings become their parts (Mistral's
  /// thinking models begin with lists).
  final class Words implements Part {
    private final StringBuilder said = new StringBuilder();
    private final Bytes parts = new Bytes();
    private boolean isText;

    String text() {
      return said.toString();
    }

    @Override
    public int take(JsonNode more) {
      int before = said.length() + parts.length();
      if (more.isTextual()) {
        isText = true;
        said.append(more.textValue());
      } else if (more.isObject()) {
        isText = true;
        said.append(Json.text(more));
      } else if (more.isArray() && !more.isEmpty()) {
        part();
        more.forEach(each -> Json.append(each, comma(parts)));
      }
      return Math.max(0, said.length() + parts.length() - before);
    }

    private void part() {
      if (!said.isEmpty()) {
        comma(parts).append("{\"type\":\"text\",\"text\":").quoted(text()).append("}");
        said.setLength(0);
      }
    }

    @Override
    public boolean isEmpty() {
      return said.isEmpty() && parts.isEmpty();
    }

    @Override
    public void append(Bytes out) {
      if (!parts.isEmpty()) {
        part();
        out.append("[").append(parts.array(), 0, parts.length()).append("]");
      } else if (isText) {
        out.quoted(text());
      } else {
        out.append("null");
      }
    }
  }

  /// An object that is gathered itself.
  record Inner(Gathered object) implements Part {
    @Override
    public int take(JsonNode more) {
      return more.isObject() ? object.take(more) : 0;
    }

    @Override
    public boolean isEmpty() {
      return object.isEmpty();
    }

    @Override
    public void append(Bytes out) {
      if (isEmpty()) {
        out.append("null");
      } else {
        object.append(out);
      }
    }
  }

  /// Objects that are told apart by their index, and where that is missing or the same for all, by
  /// what they call themselves.
  final class Several implements Part {
    private static final int MOST = 1024;
    private static final int NO_INDEX = -1;

    private final Form form;
    private final List<Item> items = new ArrayList<>();

    Several(Form form) {
      this.form = form;
    }

    private static final class Item {
      private final int index;
      private final Gathered object;
      private String id = "";
      private String type = "";

      Item(int index, Gathered object) {
        this.index = index;
        this.object = object;
      }

      boolean goesOnWith(JsonNode fragment) {
        return isSame(id, fragment.path("id").asText(""))
            && isSame(type, fragment.path("type").asText(""));
      }

      private static boolean isSame(String known, String told) {
        return known.isEmpty() || told.isEmpty() || known.equals(told);
      }

      int take(JsonNode fragment) {
        id = id.isEmpty() ? fragment.path("id").asText("") : id;
        type = type.isEmpty() ? fragment.path("type").asText("") : type;
        return object.take(fragment);
      }
    }

    void keep(Predicate<Gathered> kept) {
      items.removeIf(item -> !kept.test(item.object));
    }

    List<Gathered> objects() {
      return items.stream().map(item -> item.object).toList();
    }

    @Override
    public int take(JsonNode more) {
      int held = 0;
      for (JsonNode fragment : more) {
        if (fragment.isObject()) {
          held += item(fragment).take(fragment);
        }
      }
      return held;
    }

    private Item item(JsonNode fragment) {
      int index = fragment.path("index").asInt(NO_INDEX);
      for (Item item : items.reversed()) {
        if ((index == NO_INDEX || index == item.index) && item.goesOnWith(fragment)) {
          return item;
        }
      }
      if (items.size() >= MOST) {
        return items.getLast();
      }
      var item = new Item(index, new Gathered(form));
      items.add(item);
      return item;
    }

    @Override
    public boolean isEmpty() {
      return items.isEmpty();
    }

    @Override
    public void append(Bytes out) {
      String comma = "[";
      for (Item item : items) {
        item.object.append(out.append(comma));
        comma = ",";
      }
      out.append(items.isEmpty() ? "[]" : "]");
    }
  }

  /// Whatever nobody knows: lists are joined, of anything else the last that is something counts.
  final class Loose implements Part {
    private final Bytes items = new Bytes();
    private JsonNode value = NullNode.getInstance();
    private int held;

    @Override
    public int take(JsonNode more) {
      if (more.isArray()) {
        value = more.isEmpty() ? more : NullNode.getInstance();
        more.forEach(each -> Json.append(each, comma(items)));
        return holds(items.length());
      }
      boolean says = !more.isNull() && !(more.isTextual() && more.textValue().isEmpty());
      if (!says && !(value.isNull() && items.isEmpty())) {
        return 0;
      }
      value = more;
      items.clear();
      return holds(Gathered.weight(more));
    }

    private int holds(int now) {
      int more = now - held;
      held = now;
      return more;
    }

    @Override
    public boolean isEmpty() {
      return items.isEmpty() && (value.isNull() || value.isArray());
    }

    @Override
    public void append(Bytes out) {
      if (items.isEmpty()) {
        Json.append(value, out);
      } else {
        out.append("[").append(items.array(), 0, items.length()).append("]");
      }
    }
  }

  private static Bytes comma(Bytes items) {
    return items.isEmpty() ? items : items.append(",");
  }
}
