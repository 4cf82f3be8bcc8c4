package dev.homeport.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the small answers in which Ollama tells about itself.
///
/// Fields that are unknown, missing, `null` or of another type are passed over, a list that is
/// `null` is empty. What is not such an answer at all gives nothing, so that another server on
/// Ollama's port is not taken for it.
public final class OllamaLists {
  private static final JsonFactory JSON = new JsonFactory();

  private OllamaLists() {}

  /// The version, from `/api/version`.
  public static Optional<String> version(byte[] body) {
    return read(
        body,
        parser -> {
          String version = null;
          while (nextField(parser)) {
            String name = parser.currentName();
            parser.nextToken();
            if (name.equals("version")) {
              version = text(parser);
            } else {
              parser.skipChildren();
            }
          }
          return version;
        });
  }

  /// What is installed, from `/api/tags`.
  public static Optional<List<InstalledModel>> installed(byte[] body) {
    return read(body, parser -> models(parser, OllamaLists::installedModel));
  }

  /// What is in memory, from `/api/ps`.
  public static Optional<List<LoadedModel>> loaded(byte[] body) {
    return read(body, parser -> models(parser, OllamaLists::loadedModel));
  }

  /// One model's page, from `/api/show`.
  public static Optional<ModelPage> page(byte[] body) {
    return read(
        body,
        parser -> {
          Set<String> capabilities = Set.of();
          Long context = null;
          boolean seen = false;
          while (nextField(parser)) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
              case "capabilities" -> capabilities = texts(parser);
              case "model_info" -> {
                seen = true;
                context = trainedContext(parser);
              }
              default -> parser.skipChildren();
            }
          }
          return seen ? new ModelPage(capabilities, context) : null;
        });
  }

  private static @Nullable Long trainedContext(JsonParser parser) throws IOException {
    Long context = null;
    if (!parser.isExpectedStartObjectToken()) {
      return null;
    }
    while (nextField(parser)) {
      String name = parser.currentName();
      parser.nextToken();
      if (name.endsWith(".context_length")) {
        context = number(parser);
      } else {
        parser.skipChildren();
      }
    }
    return context;
  }

  private static @Nullable InstalledModel installedModel(JsonParser parser) throws IOException {
    String name = null;
    long bytes = 0;
    Set<String> capabilities = Set.of();
    String remote = null;
    while (nextField(parser)) {
      String field = parser.currentName();
      parser.nextToken();
      switch (field) {
        case "name", "model" -> name = either(text(parser), name);
        case "size" -> bytes = orZero(number(parser));
        case "capabilities" -> capabilities = texts(parser);
        case "remote_host" -> remote = text(parser);
        default -> parser.skipChildren();
      }
    }
    return name == null
        ? null
        : new InstalledModel(ModelName.normalised(name), bytes, capabilities, remote);
  }

  private static @Nullable LoadedModel loadedModel(JsonParser parser) throws IOException {
    String name = null;
    long bytes = 0;
    long vram = 0;
    Long context = null;
    Instant expires = null;
    while (nextField(parser)) {
      String field = parser.currentName();
      parser.nextToken();
      switch (field) {
        case "name", "model" -> name = either(text(parser), name);
        case "size" -> bytes = orZero(number(parser));
        case "size_vram" -> vram = orZero(number(parser));
        case "context_length" -> context = number(parser);
        case "expires_at" -> expires = instant(text(parser));
        default -> parser.skipChildren();
      }
    }
    return name == null
        ? null
        : new LoadedModel(ModelName.normalised(name), bytes, vram, context, expires);
  }

  /// Reads one element of a list; the parser stands on its opening brace.
  private interface Element<T> {
    @Nullable T read(JsonParser parser) throws IOException;
  }

  private static <T> @Nullable List<T> models(JsonParser parser, Element<T> element)
      throws IOException {
    List<T> models = null;
    while (nextField(parser)) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (!name.equals("models")) {
        parser.skipChildren();
      } else if (token == JsonToken.VALUE_NULL) {
        models = List.of();
      } else if (token == JsonToken.START_ARRAY) {
        models = elements(parser, element);
      } else {
        return null;
      }
    }
    return models;
  }

  private static <T> List<T> elements(JsonParser parser, Element<T> element) throws IOException {
    var elements = new ArrayList<T>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.isExpectedStartObjectToken()) {
        T read = element.read(parser);
        if (read != null) {
          elements.add(read);
        }
      } else {
        parser.skipChildren();
      }
    }
    return List.copyOf(elements);
  }

  /// Reads the one object that a body is; the parser stands on its opening brace.
  private interface Whole<T> {
    @Nullable T read(JsonParser parser) throws IOException;
  }

  private static <T> Optional<T> read(byte[] body, Whole<T> whole) {
    try (JsonParser parser = JSON.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      return Optional.ofNullable(whole.read(parser));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean nextField(JsonParser parser) throws IOException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw new IOException("it ends in the middle");
    }
    return token == JsonToken.FIELD_NAME;
  }

  private static Set<String> texts(JsonParser parser) throws IOException {
    var texts = new HashSet<String>();
    if (!parser.isExpectedStartArrayToken()) {
      parser.skipChildren();
      return texts;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String text = text(parser);
      if (text != null) {
        texts.add(text);
      }
    }
    return texts;
  }

  private static @Nullable String text(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      String text = parser.getText();
      return text.isEmpty() ? null : text;
    }
    parser.skipChildren();
    return null;
  }

  private static @Nullable Long number(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      return parser.getLongValue();
    }
    parser.skipChildren();
    return null;
  }

  private static long orZero(@Nullable Long number) {
    return number == null ? 0 : number;
  }

  private static @Nullable String either(@Nullable String first, @Nullable String second) {
    return first == null ? second : first;
  }

  private static @Nullable Instant instant(@Nullable String text) {
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
