package dev.homeport.dialect.ollama.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Format;
import dev.homeport.chat.Reasoning;
import dev.homeport.wire.JsonText;
import dev.homeport.wire.json.Json;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What chat and generate have in common besides what they ask.
///
/// @param unload whether the model shall not stay loaded afterwards
record Wishes(
    String model,
    boolean stream,
    boolean unload,
    Format format,
    Options options,
    @Nullable Reasoning reasoning,
    @Nullable Integer topLogprobs) {
  private static final Set<String> EFFORTS = Set.of("low", "medium", "high", "max");
  private static final int MOST_LOGPROBS = 20;
  private static final String LEVELS = "\"high\", \"medium\", \"low\", \"max\", true, or false)";

  static Wishes of(Fields body) throws Wrong {
    boolean unload = KeepAlive.isNone(body.value("keep_alive"));
    if (body.isOn("_debug_render_only")) {
      throw Wrong.because("_debug_render_only is not available here");
    }
    return new Wishes(
        body.text("model"),
        !Boolean.FALSE.equals(body.flag("stream")),
        unload,
        format(body.value("format")),
        Options.of(body.object("options", "map[string]interface {}")),
        reasoning(body.value("think")),
        logprobs(body));
  }

  private static Format format(JsonNode format) throws Wrong {
    if (format.isMissingNode() || (format.isTextual() && format.textValue().isEmpty())) {
      return new Format.Free();
    }
    if (format.isObject()) {
      return new Format.Schema(null, Json.text(format), null);
    }
    if (format.isTextual() && format.textValue().equals("json")) {
      return new Format.Json();
    }
    throw Wrong.because(
        "invalid format: %s; expected \"json\" or a valid JSON Schema object"
            .formatted(JsonText.quoted(Json.text(format))));
  }

  private static @Nullable Reasoning reasoning(JsonNode think) throws Wrong {
    if (think.isMissingNode()) {
      return null;
    }
    if (think.isBoolean()) {
      return think.booleanValue() ? Reasoning.ON : Reasoning.OFF;
    }
    if (!think.isTextual()) {
      throw Wrong.because("think must be a boolean or string (" + LEVELS);
    }
    String effort = think.textValue();
    if (!EFFORTS.contains(effort)) {
      throw Wrong.because(
          "invalid think value: " + JsonText.quoted(effort) + " (must be " + LEVELS);
    }
    return new Reasoning(true, effort, null);
  }

  private static @Nullable Integer logprobs(Fields body) throws Wrong {
    boolean wanted = body.isOn("logprobs");
    Integer most = body.number("top_logprobs");
    int others = most == null ? 0 : most;
    if (others < 0 || others > MOST_LOGPROBS) {
      throw Wrong.because("top_logprobs must be between 0 and 20");
    }
    return wanted ? (Integer) others : null;
  }
}
