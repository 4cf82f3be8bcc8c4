package dev.homeport.dialect.ollama.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Format;
import dev.homeport.chat.Part;
import dev.homeport.chat.Prompt;
import dev.homeport.chat.Reasoning;
import dev.homeport.chat.Sampling;
import dev.homeport.dialect.Call;
import dev.homeport.dialect.JsonPayload;
import dev.homeport.wire.Field;
import dev.homeport.wire.json.Json;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The questions that are put to Ollama. What the client did not say is not said (wire.md G.9,
/// G.12), and never how long a model shall stay loaded, nor anything that would reload it.
public final class Questions {
  private static final List<Field> JSON = List.of(new Field("Content-Type", "application/json"));

  private Questions() {}

  /// Whether a question goes to `/api/generate`: only what `/api/chat` cannot ask, and never tools
  /// (wire.md G.23).
  public static boolean isToGenerate(ChatRequest request) {
    return request.prompt() instanceof Prompt.Plain plain
        && request.tooling().tools().isEmpty()
        && (plain.raw() || plain.local() || plain.suffix() != null);
  }

  /// What of this request cannot be asked here, nothing where all of it can.
  public static @Nullable String lacks(ChatRequest request) {
    return Conversation.lacks(request);
  }

  /// The question itself, to be answered line by line.
  ///
  /// @param generate whether it goes to `/api/generate`
  public static Call ask(ChatRequest request, String model, boolean generate) {
    ObjectNode body = Json.object().put("model", model);
    if (generate && request.prompt() instanceof Prompt.Plain plain) {
      plain(plain, body);
    } else {
      Conversation.write(request, body);
    }
    body.put("stream", true);
    format(request.format(), body);
    reasoning(request.reasoning(), body);
    if (request.topLogprobs() != null) {
      body.put("logprobs", true);
      if (request.topLogprobs() > 0) {
        body.put("top_logprobs", request.topLogprobs());
      }
    }
    ObjectNode options = options(request.sampling(), request.context());
    if (!options.isEmpty()) {
      body.set("options", options);
    }
    return new Call("POST", generate ? "/api/generate" : "/api/chat", JSON, new JsonPayload(body));
  }

  private static void plain(Prompt.Plain plain, ObjectNode body) {
    body.put("prompt", plain.text());
    if (plain.system() != null) {
      body.put("system", plain.system());
    }
    if (plain.suffix() != null) {
      body.put("suffix", plain.suffix());
    }
    if (plain.raw()) {
      body.put("raw", true);
    }
    if (!plain.pictures().isEmpty()) {
      var images = body.putArray("images");
      for (Part.Picture picture : plain.pictures()) {
        images.add(picture.base64());
      }
    }
  }

  private static void format(Format format, ObjectNode body) {
    switch (format) {
      case Format.Free _ -> {}
      case Format.Json _ -> body.put("format", "json");
      case Format.Schema(_, String schema, _) -> body.set("format", Texts.parsed(schema));
    }
  }

  /// Effort has four words here; what is less than the least or more than the most becomes that.
  private static void reasoning(@Nullable Reasoning reasoning, ObjectNode body) {
    if (reasoning == null) {
      return;
    }
    if (!reasoning.on() || reasoning.effort() == null) {
      body.put("think", reasoning.on());
      return;
    }
    switch (reasoning.effort().toLowerCase(Locale.ROOT)) {
      case "none" -> body.put("think", false);
      case "minimal", "low" -> body.put("think", "low");
      case "medium" -> body.put("think", "medium");
      case "high" -> body.put("think", "high");
      case "xhigh", "ultra", "max" -> body.put("think", "max");
      default -> body.put("think", true);
    }
  }

  private static ObjectNode options(Sampling sampling, @Nullable Integer context) {
    ObjectNode options = Json.object();
    real(options, "temperature", sampling.temperature());
    real(options, "top_p", sampling.topP());
    whole(options, "top_k", sampling.topK());
    real(options, "min_p", sampling.minP());
    real(options, "presence_penalty", sampling.presencePenalty());
    real(options, "frequency_penalty", sampling.frequencyPenalty());
    real(options, "repeat_penalty", sampling.repeatPenalty());
    whole(options, "seed", sampling.seed());
    whole(options, "num_predict", sampling.maxTokens());
    if (!sampling.stop().isEmpty()) {
      var stops = options.putArray("stop");
      sampling.stop().forEach(stops::add);
    }
    whole(options, "num_ctx", context);
    return options;
  }

  private static void real(ObjectNode options, String name, @Nullable Double value) {
    if (value != null) {
      options.put(name, value);
    }
  }

  private static void whole(ObjectNode options, String name, @Nullable Number value) {
    if (value != null) {
      options.put(name, value.longValue());
    }
  }
}
