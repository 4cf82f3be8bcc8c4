package dev.homeport.wire.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import dev.homeport.wire.frame.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/// JSON as a tree, read as Go's decoder reads it and written so that every client survives it.
///
/// Numbers stay exactly what they were, names keep their order, and of several fields of one name
/// the last counts. Bytes that are no UTF-8 become U+FFFD, and what follows the value is not looked
/// at. Nothing may be nested more than [#DEEPEST] deep, and the tree may not take much more memory
/// than its bytes: of two megabytes of `{}` and commas it would take sixty. Where nothing came, the
/// node is missing.
///
/// The tree is Jackson's; reading and writing are ours. Jackson holds a picture three times while
/// it reads one, lets the NumberFormatException of an exponent through, throws at half a surrogate
/// pair when it writes, and leaves the characters alone at which some clients cut lines.
public final class Json {
  /// How many brackets may be open.
  public static final int DEEPEST = 512;

  private static final int LARGEST_STREAM = 64 * 1024 * 1024;

  /// How much a tree may take besides the letters of its texts: a little in any case, some more
  /// where there are many bytes, and never more than this.
  private static final long LEAST_ROOM = 4L * 1024 * 1024;

  private static final long MOST_ROOM = 24L * 1024 * 1024;
  private static final int ROOM_FOR_A_BYTE = 8;

  private Json() {}

  /// Reads the value that these bytes begin with.
  public static JsonNode read(byte[] bytes) throws JsonProcessingException {
    return read(bytes, 0, bytes.length);
  }

  /// Reads the value that these bytes begin with.
  public static JsonNode read(byte[] bytes, int from, int count) throws JsonProcessingException {
    return new TreeReader(bytes, from, count, roomFor(count), false).first();
  }

  /// Reads the value that the text begins with.
  public static JsonNode read(String text) throws JsonProcessingException {
    return read(text.getBytes(UTF_8));
  }

  /// Reads the stream to its end, and the value that it begins with.
  public static JsonNode read(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(LARGEST_STREAM + 1);
    if (bytes.length > LARGEST_STREAM) {
      throw new JsonParseException(null, "more than " + LARGEST_STREAM + " bytes");
    }
    return read(bytes);
  }

  /// Reads the value that these bytes are: anything but blanks after it is an error.
  public static JsonNode readWhole(byte[] bytes, int from, int count)
      throws JsonProcessingException {
    return new TreeReader(bytes, from, count, roomFor(count), false).whole();
  }

  /// Reads the value that these bytes begin with; missing where it is no JSON.
  public static JsonNode readOrMissing(byte[] bytes, int from, int count) {
    try {
      return read(bytes, from, count);
    } catch (JsonProcessingException _) {
      return MissingNode.getInstance();
    }
  }

  /// The same of an answer with vectors, which are numbers by the million: a list of numbers takes
  /// no more than they do, and [#vector] has it.
  public static JsonNode vectorsOrMissing(byte[] bytes) {
    try {
      return new TreeReader(bytes, 0, bytes.length, roomFor(bytes.length), true).first();
    } catch (JsonProcessingException _) {
      return MissingNode.getInstance();
    }
  }

  /// The vector that this part of such an answer is; nothing where it is none, or an empty one.
  public static double @Nullable [] vector(JsonNode value) {
    return value instanceof POJONode node && node.getPojo() instanceof double[] numbers
        ? numbers
        : null;
  }

  private static long roomFor(int count) {
    return Math.min(LEAST_ROOM + (long) ROOM_FOR_A_BYTE * count, MOST_ROOM);
  }

  /// An object without fields.
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /// A list without items.
  public static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /// The value as text.
  public static String text(JsonNode value) {
    return append(value, new Bytes()).toString();
  }

  /// The value as bytes.
  public static byte[] bytes(JsonNode value) {
    return append(value, new Bytes()).copy();
  }

  /// Appends the value.
  public static Bytes append(JsonNode value, Bytes out) {
    try {
      new JsonWriter(out, null).write(value);
      return out;
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail to be written", e);
    }
  }

  /// Writes the value piece by piece, so that a large one is not held a second time.
  public static void write(JsonNode value, OutputStream out) throws IOException {
    var writer = new JsonWriter(new Bytes(), out);
    writer.write(value);
    writer.drain();
  }
}
