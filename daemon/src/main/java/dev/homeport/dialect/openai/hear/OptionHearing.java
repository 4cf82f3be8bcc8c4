package dev.homeport.dialect.openai.hear;

import dev.homeport.chat.Format;
import dev.homeport.chat.Reasoning;
import dev.homeport.chat.Sampling;
import dev.homeport.wire.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How an answer shall be made: sampling, thinking, form.
final class OptionHearing {
  private static final List<String> EFFORTS =
      List.of("none", "minimal", "low", "medium", "high", "xhigh", "max");

  private OptionHearing() {}

  /// How tokens are chosen. Zero is a value, not nothing (wire.md G.12).
  static Sampling sampling(Fields body) {
    Double repeat = body.number("repetition_penalty");
    Integer topK = body.count("top_k", Integer.MIN_VALUE, Integer.MAX_VALUE);
    return new Sampling(
        body.number("temperature"),
        body.number("top_p"),
        topK == null || topK < 0 ? null : topK, // -1 is vLLM's word for all of them
        body.number("min_p"),
        body.number("presence_penalty"),
        body.number("frequency_penalty"),
        repeat == null ? body.number("repeat_penalty") : repeat,
        body.integer("seed"),
        maxTokens(body),
        body.texts("stop").stream().filter(text -> !text.isEmpty()).toList());
  }

  /// The newer name counts where both are said. Less than nothing means without an end, as clients
  /// of local servers say it.
  private static @Nullable Long maxTokens(Fields body) {
    Long old = body.integer("max_tokens");
    Long most = body.integer("max_completion_tokens");
    String name = most == null ? "max_tokens" : "max_completion_tokens";
    Long said = most == null ? old : most;
    if (said != null && said == 0) {
      body.faults()
          .add(
              "Invalid '%s': integer below minimum value. Expected a value >= 1, but got 0 instead."
                  .formatted(name),
              name);
    }
    return said == null || said < 0 ? null : said;
  }

  /// How much to think: `reasoning_effort`, or OpenRouter's `reasoning`.
  static @Nullable Reasoning reasoning(Fields body) {
    String effort = body.text("reasoning_effort");
    if (effort != null) {
      return ofEffort(effort, "reasoning_effort", null, body.faults());
    }
    Fields reasoning = body.object("reasoning");
    if (reasoning == null) {
      return null;
    }
    Boolean on = reasoning.flag("enabled");
    Integer budget = reasoning.count("max_tokens", 0, Integer.MAX_VALUE);
    String wish = reasoning.text("effort");
    if (Boolean.FALSE.equals(on)) {
      return Reasoning.OFF;
    }
    if (wish != null) {
      return ofEffort(wish, reasoning.at("effort"), budget, body.faults());
    }
    if (budget != null) {
      return budget == 0 ? Reasoning.OFF : new Reasoning(true, null, budget);
    }
    return on == null ? null : Reasoning.ON;
  }

  private static Reasoning ofEffort(
      String effort, String parameter, @Nullable Integer budget, Faults faults) {
    return switch (effort) {
      case "none" -> Reasoning.OFF;
      case "minimal", "low", "medium", "high", "max" -> new Reasoning(true, effort, budget);
      case "xhigh", "ultra" -> new Reasoning(true, "max", budget);
      default -> {
        faults.word(parameter, effort, EFFORTS);
        yield Reasoning.ON;
      }
    };
  }

  /// What the answer's text must look like.
  static Format format(Fields body) {
    Fields format = body.object("response_format");
    if (format == null) {
      return new Format.Free();
    }
    String type = format.need("type");
    return switch (type) {
      case "text" -> new Format.Free();
      case "json_object" -> {
        Fields schema = format.object("schema"); // as llama.cpp's clients say it
        yield schema == null
            ? new Format.Json()
            : new Format.Schema(null, Json.text(schema.node()), null);
      }
      case "json_schema" -> schema(format);
      default -> {
        format
            .faults()
            .word(format.at("type"), type, List.of("json_object", "json_schema", "text"));
        yield new Format.Free();
      }
    };
  }

  private static Format schema(Fields format) {
    Fields about = format.object("json_schema");
    if (about == null) {
      format.faults().missing(format.at("json_schema"));
      return new Format.Json();
    }
    Fields schema = about.object("schema");
    if (schema == null) {
      about.faults().missing(about.at("schema"));
      return new Format.Json();
    }
    return new Format.Schema(about.text("name"), Json.text(schema.node()), about.flag("strict"));
  }

  /// How many other tokens' chances are wanted beside each; nothing where none are.
  static @Nullable Integer topLogprobs(Fields body) {
    boolean wanted = body.isSet("logprobs");
    Integer others = body.count("top_logprobs", 0, 20);
    if (others != null && others > 0 && !wanted) {
      body.faults()
          .add(
              "The 'top_logprobs' parameter is only allowed when 'logprobs' is enabled.",
              "top_logprobs");
    }
    return wanted ? others == null ? (Integer) 0 : others : null;
  }

  /// Nobody here answers several times at once.
  static void onlyOne(Fields body, String name) {
    Long choices = body.integer(name);
    if (choices != null && choices != 1) {
      body.faults().unsupported(name, Long.toString(choices), "1");
    }
  }

  /// Whether a stream shall end with what was used.
  static boolean usageWanted(Fields body) {
    Fields options = body.object("stream_options");
    return options != null && options.isSet("include_usage");
  }
}
