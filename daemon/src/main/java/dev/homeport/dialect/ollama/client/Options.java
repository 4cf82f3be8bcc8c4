package dev.homeport.dialect.ollama.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.homeport.chat.Sampling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The `options` of a request.
///
/// Their names are exact, unknown ones are passed over, a `null` is not said. Another type is a 500
/// of Ollama's, though the fault is the client's: here it is a 400 with the same words (wire.md
/// G.63).
///
/// @param context the `num_ctx`
record Options(Sampling sampling, @Nullable Integer context) {
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("num_keep", "integer"),
          Map.entry("seed", "integer"),
          Map.entry("num_predict", "integer"),
          Map.entry("top_k", "integer"),
          Map.entry("top_p", "float32"),
          Map.entry("min_p", "float32"),
          Map.entry("typical_p", "float32"),
          Map.entry("repeat_last_n", "integer"),
          Map.entry("temperature", "float32"),
          Map.entry("repeat_penalty", "float32"),
          Map.entry("presence_penalty", "float32"),
          Map.entry("frequency_penalty", "float32"),
          Map.entry("stop", "array"),
          Map.entry("num_ctx", "integer"),
          Map.entry("num_batch", "integer"),
          Map.entry("num_gpu", "integer"),
          Map.entry("main_gpu", "integer"),
          Map.entry("num_thread", "integer"),
          Map.entry("draft_num_predict", "integer"),
          Map.entry("use_mmap", "boolean"));

  static Options of(JsonNode options) throws Wrong {
    for (var option : options.properties()) {
      check(option.getKey(), option.getValue());
    }
    var sampling =
        new Sampling(
            real(options, "temperature"),
            real(options, "top_p"),
            whole(options, "top_k"),
            real(options, "min_p"),
            real(options, "presence_penalty"),
            real(options, "frequency_penalty"),
            real(options, "repeat_penalty"),
            unlessNegative(options, "seed"),
            unlessNegative(options, "num_predict"),
            stops(options));
    return new Options(sampling, whole(options, "num_ctx"));
  }

  private static void check(String name, JsonNode value) throws Wrong {
    String type = TYPES.get(name);
    if (value.isNumber() && Double.isInfinite(value.doubleValue())) {
      throw Wrong.because(
          "json: cannot unmarshal number %s into Go struct field options of type float64"
              .formatted(value.asText()));
    }
    if (type == null || value.isNull()) {
      return;
    }
    boolean right =
        switch (type) {
          case "integer", "float32" -> value.isNumber();
          case "boolean" -> value.isBoolean();
          default -> value.isArray();
        };
    if (!right) {
      throw Wrong.because("option \"%s\" must be of type %s".formatted(name, type));
    }
  }

  private static JsonNode said(JsonNode options, String name) {
    JsonNode value = options.path(name);
    return value.isNull() ? MissingNode.getInstance() : value;
  }

  private static @Nullable Double real(JsonNode options, String name) {
    JsonNode value = said(options, name);
    return value.isMissingNode() ? null : value.doubleValue();
  }

  /// A fraction is cut off, as Ollama does.
  private static @Nullable Integer whole(JsonNode options, String name) {
    JsonNode value = said(options, name);
    return value.isMissingNode() ? null : (int) value.doubleValue();
  }

  /// What a negative number says is the default of it: any seed, any length.
  private static @Nullable Long unlessNegative(JsonNode options, String name) {
    JsonNode value = said(options, name);
    if (value.isMissingNode() || value.doubleValue() < 0) {
      return null;
    }
    return value.canConvertToLong() ? (Long) value.longValue() : (Long) (long) value.doubleValue();
  }

  private static List<String> stops(JsonNode options) throws Wrong {
    var stops = new ArrayList<String>();
    for (JsonNode stop : said(options, "stop")) {
      if (!stop.isTextual()) {
        throw Wrong.because("option \"stop\" must be of an array of strings");
      }
      stops.add(stop.textValue());
    }
    return List.copyOf(stops);
  }
}
