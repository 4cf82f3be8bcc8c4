package dev.homeport.wire.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.wire.frame.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.io.UncheckedIOException;

/// JSON as a tree, read as Go's decoder reads it and written so that every client survives it.
///
/// Numbers stay exactly what they were, names keep their order, and of several fields of one name
/// the last counts. Bytes that are no UTF-8 become U+FFFD, and what follows the value is not looked
/// at. Nothing may be nested more than [#DEEPEST] deep. Where nothing came, the node is missing.
public final class Json {
  /// How many brackets may be open.
  public static final int DEEPEST = 512;

  private static final int LONGEST_STRING = 48 * 1024 * 1024;
  private static final int LONGEST_NAME = 64 * 1024;
  private static final int LONGEST_NUMBER = 1000;

  /// From here on, a decoder that goes piece by piece is cheaper than the text as a whole.
  private static final int LARGE = 64 * 1024;

  /// How many readers' buffers are kept. Those of virtual threads would be kept by nobody.
  private static final int POOLED = 16;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxStringLength(LONGEST_STRING)
                          .maxNameLength(LONGEST_NAME)
                          .maxNumberLength(LONGEST_NUMBER)
                          .build())
                  .recyclerPool(JsonRecyclerPools.newBoundedPool(POOLED))
                  // A table of all names ever seen would be the clients' to fill.
                  .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static final ObjectReader LENIENT = MAPPER.readerFor(JsonNode.class);
  private static final ObjectReader WHOLE =
      LENIENT.with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private Json() {}

  /// Reads the value that these bytes begin with.
  public static JsonNode read(byte[] bytes) throws JsonProcessingException {
    return read(bytes, 0, bytes.length);
  }

  /// Reads the value that these bytes begin with.
  public static JsonNode read(byte[] bytes, int from, int count) throws JsonProcessingException {
    return read(LENIENT, bytes, from, count);
  }

  /// Reads the value that the text begins with.
  public static JsonNode read(String text) throws JsonProcessingException {
    return inMemory(LENIENT, Reader.of(text));
  }

  /// Reads the value that the stream begins with, and perhaps some bytes more.
  public static JsonNode read(InputStream in) throws IOException {
    return read(LENIENT, new InputStreamReader(in, UTF_8));
  }

  /// Reads the value that these bytes are: anything but blanks after it is an error.
  public static JsonNode readWhole(byte[] bytes, int from, int count)
      throws JsonProcessingException {
    return read(WHOLE, bytes, from, count);
  }

  /// Reads the value that these bytes begin with; missing where it is no JSON.
  public static JsonNode readOrMissing(byte[] bytes, int from, int count) {
    try {
      return read(bytes, from, count);
    } catch (JsonProcessingException _) {
      return MissingNode.getInstance();
    }
  }

  private static JsonNode read(ObjectReader reader, byte[] bytes, int from, int count)
      throws JsonProcessingException {
    return inMemory(
        reader,
        count < LARGE
            ? Reader.of(new String(bytes, from, count, UTF_8))
            : new InputStreamReader(new ByteArrayInputStream(bytes, from, count), UTF_8));
  }

  private static JsonNode inMemory(ObjectReader reader, Reader text)
      throws JsonProcessingException {
    try {
      return read(reader, text);
    } catch (JsonProcessingException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail to be read", e);
    }
  }

  private static JsonNode read(ObjectReader reader, Reader text) throws IOException {
    try {
      return reader.readTree(text);
    } catch (NumberFormatException e) {
      throw new JsonParseException(null, "a number is too large", e);
    }
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
