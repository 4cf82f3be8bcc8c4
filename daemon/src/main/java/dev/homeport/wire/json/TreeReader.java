package dev.homeport.wire.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.wire.JsonCursor;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.stream.DoubleStream;

/// Reads a tree out of bytes that are all there. A string is made of its bytes at one go, so that a
/// picture is held once as bytes and once as text, and no third time on the way.
final class TreeReader {
  private static final int LONGEST_STRING = 48 * 1024 * 1024;
  private static final int LONGEST_NUMBER = 1000;

  /// How many digits surely fit into a `long`.
  private static final int LONG_DIGITS = 18;

  /// What the parts of a tree take in memory, roughly, besides the letters of their texts.
  private static final int OBJECT = 96;

  private static final int FIELD = 48;
  private static final int ARRAY = 48;
  private static final int ITEM = 8;
  private static final int TEXT = 48;
  private static final int NUMBER = 24;
  private static final int FRACTION = 64;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final byte[] bytes;
  private final int start;
  private final JsonCursor cursor;
  private int depth;

  /// How much more the tree may take.
  private long room;

  /// Whether lists of numbers are kept as such.
  private final boolean vectors;

  /// @param room how much the tree may take, besides the letters of its texts
  /// @param vectors whether a list of numbers becomes one node, of a `double[]`
  TreeReader(byte[] bytes, int from, int count, long room, boolean vectors) {
    this.bytes = bytes;
    this.start = from;
    this.cursor = new JsonCursor().begin(bytes, from, count);
    this.room = room;
    this.vectors = vectors;
  }

  /// The value that the bytes begin with; missing where nothing but blanks came.
  JsonNode first() throws JsonProcessingException {
    return cursor.peek() == JsonCursor.END ? MissingNode.getInstance() : value();
  }

  /// The value that the bytes are.
  JsonNode whole() throws JsonProcessingException {
    JsonNode value = first();
    if (cursor.peek() != JsonCursor.END) {
      throw broken("something follows the value");
    }
    return value;
  }

  private JsonNode value() throws JsonProcessingException {
    return switch (cursor.peek()) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> {
        weigh(TEXT);
        yield NODES.textNode(string());
      }
      case 't' -> word("true", NODES.booleanNode(true));
      case 'f' -> word("false", NODES.booleanNode(false));
      case 'n' -> word("null", NODES.nullNode());
      default -> number();
    };
  }

  private ObjectNode object() throws JsonProcessingException {
    deeper();
    weigh(OBJECT);
    ObjectNode object = NODES.objectNode();
    if (cursor.peek() != '}') {
      field(object);
      while (cursor.peek() == ',') {
        cursor.pass();
        field(object);
      }
    }
    expect('}', "a comma or } is missing");
    depth--;
    return object;
  }

  private void field(ObjectNode object) throws JsonProcessingException {
    if (cursor.peek() != '"') {
      throw broken("a name is missing");
    }
    weigh(FIELD);
    String name = string();
    expect(':', "a colon is missing");
    object.replace(name, value());
  }

  private JsonNode array() throws JsonProcessingException {
    deeper();
    weigh(ARRAY);
    if (vectors && isNumber()) {
      JsonNode vector = NODES.pojoNode(numbers());
      expect(']', "a number, a comma or ] is missing");
      depth--;
      return vector;
    }
    ArrayNode array = NODES.arrayNode();
    if (cursor.peek() != ']') {
      item(array);
      while (cursor.peek() == ',') {
        cursor.pass();
        item(array);
      }
    }
    expect(']', "a comma or ] is missing");
    depth--;
    return array;
  }

  private boolean isNumber() {
    int next = cursor.peek();
    return next == '-' || (next >= '0' && next <= '9');
  }

  private double[] numbers() throws JsonProcessingException {
    var numbers = DoubleStream.builder();
    numbers.add(measure());
    while (cursor.peek() == ',') {
      cursor.pass();
      numbers.add(measure());
    }
    return numbers.build().toArray();
  }

  private double measure() throws JsonProcessingException {
    int from = cursor.at();
    if (!isNumber() || !cursor.number()) {
      throw broken("no number");
    }
    return Double.parseDouble(new String(bytes, from, cursor.at() - from, ISO_8859_1));
  }

  private void item(ArrayNode array) throws JsonProcessingException {
    weigh(ITEM);
    array.add(value());
  }

  private void weigh(int bytes) throws JsonProcessingException {
    room -= bytes;
    if (room < 0) {
      throw refused("more values than can be held");
    }
  }

  private void deeper() throws JsonProcessingException {
    if (++depth > Json.DEEPEST) {
      throw refused("nested more than " + Json.DEEPEST + " deep");
    }
    cursor.pass();
  }

  private void expect(char wanted, String otherwise) throws JsonProcessingException {
    if (cursor.peek() != wanted) {
      throw broken(otherwise);
    }
    cursor.pass();
  }

  private JsonNode word(String word, JsonNode meaning) throws JsonProcessingException {
    if (!cursor.word(word)) {
      throw broken("no such word");
    }
    return meaning;
  }

  private String string() throws JsonProcessingException {
    int from = cursor.at() + 1;
    if (!cursor.string()) {
      throw broken("a string is broken");
    }
    int count = cursor.at() - 1 - from;
    if (count > LONGEST_STRING) {
      throw refused("a string of more than " + LONGEST_STRING + " bytes");
    }
    return cursor.isEscaped()
        ? unescaped(from, from + count)
        : new String(bytes, from, count, UTF_8);
  }

  /// Half of a surrogate pair stays alone if it came alone.
  private String unescaped(int from, int end) {
    var text = new StringBuilder(end - from);
    int plain = from;
    int at = from;
    while (at < end) {
      if (bytes[at] != '\\') {
        at++;
        continue;
      }
      text.append(new String(bytes, plain, at - plain, UTF_8));
      if (bytes[at + 1] == 'u') {
        int unit = 0;
        for (int i = at + 2; i < at + 6; i++) {
          unit = unit << 4 | Character.digit(bytes[i], 16);
        }
        text.append((char) unit);
        at += 6;
      } else {
        text.append(meaning(bytes[at + 1]));
        at += 2;
      }
      plain = at;
    }
    return text.append(new String(bytes, plain, end - plain, UTF_8)).toString();
  }

  private static char meaning(byte letter) {
    return switch (letter) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> (char) letter;
    };
  }

  private JsonNode number() throws JsonProcessingException {
    int from = cursor.at();
    if (!cursor.number()) {
      throw broken("no value");
    }
    int count = cursor.at() - from;
    boolean whole = true;
    for (int i = from; i < from + count && whole; i++) {
      whole = bytes[i] == '-' || (bytes[i] >= '0' && bytes[i] <= '9');
    }
    weigh(whole ? NUMBER : FRACTION);
    if (whole && count <= LONG_DIGITS) {
      return integer(from, from + count);
    }
    if (count > LONGEST_NUMBER) {
      throw refused("a number of more than " + LONGEST_NUMBER + " letters");
    }
    String text = new String(bytes, from, count, ISO_8859_1);
    try {
      return whole ? large(new BigInteger(text)) : NODES.numberNode(new BigDecimal(text));
    } catch (NumberFormatException e) {
      throw new JsonParseException(null, "a number without measure: " + text, e);
    }
  }

  private JsonNode integer(int from, int end) {
    boolean negative = bytes[from] == '-';
    long number = 0;
    for (int i = negative ? from + 1 : from; i < end; i++) {
      number = number * 10 + (bytes[i] - '0');
    }
    number = negative ? -number : number;
    return number == (int) number ? NODES.numberNode((int) number) : NODES.numberNode(number);
  }

  private static JsonNode large(BigInteger number) {
    return number.bitLength() < Long.SIZE
        ? NODES.numberNode(number.longValue())
        : NODES.numberNode(number);
  }

  /// What says that the text goes wrong here, or that it just ends.
  private JsonProcessingException broken(String what) {
    return cursor.peek() == JsonCursor.END
        ? new JsonEOFException(null, null, what + where())
        : refused(what);
  }

  private JsonProcessingException refused(String what) {
    return new JsonParseException(null, what + where());
  }

  private String where() {
    return " at byte " + (cursor.at() - start);
  }
}
