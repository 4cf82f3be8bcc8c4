package dev.homeport.dialect.gigachat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Format;
import dev.homeport.chat.Reasoning;
import dev.homeport.chat.Sampling;
import dev.homeport.chat.Tool;
import dev.homeport.chat.Tooling;
import dev.homeport.dialect.turn.ToolAliases;
import org.jspecify.annotations.Nullable;

/// Writes what a request says besides its messages, as far as GigaChat has a word for it.
final class ChatBody {
  private static final int LITTLE = 1_024;
  private static final int MEDIUM = 8_192;

  private ChatBody() {}

  static void write(ChatRequest request, ToolAliases aliases, ObjectNode body) {
    functions(request.tooling(), aliases, body);
    sampling(request.sampling(), body);
    if (request.format() instanceof Format.Schema(_, String schema, Boolean strict)) {
      ObjectNode format = body.putObject("response_format").put("type", "json_schema");
      format.set("schema", PlainSchema.of(schema));
      if (strict != null) {
        format.put("strict", strict);
      }
    }
    String effort = request.reasoning() == null ? null : effort(request.reasoning());
    if (effort != null) {
      body.put("reasoning_effort", effort);
    }
    body.put("stream", true);
  }

  private static void functions(Tooling tooling, ToolAliases aliases, ObjectNode body) {
    if (tooling.tools().isEmpty()) {
      return;
    }
    ArrayNode functions = body.putArray("functions");
    for (Tool tool : tooling.tools()) {
      ObjectNode function = functions.addObject().put("name", aliases.alias(tool.name()));
      if (tool.description() != null) {
        function.put("description", tool.description());
      }
      function.set("parameters", PlainSchema.object(tool.parameters()));
    }
    String only = tooling.tools().size() == 1 ? tooling.tools().getFirst().name() : null;
    switch (tooling.choice()) {
      case Tooling.Choice.None _ -> body.put("function_call", "none");
      case Tooling.Choice.Named(String tool) -> named(aliases.alias(tool), body);
      // Which one it shall be cannot be left to the model, unless there is only one.
      case Tooling.Choice.Required _ when only != null -> named(aliases.alias(only), body);
      // To say nothing would mean "none".
      case Tooling.Choice.Required _, Tooling.Choice.Auto _ -> body.put("function_call", "auto");
      case null -> body.put("function_call", "auto");
    }
  }

  private static void named(String alias, ObjectNode body) {
    body.putObject("function_call").put("name", alias);
  }

  private static void sampling(Sampling sampling, ObjectNode body) {
    Double temperature = sampling.temperature();
    if (temperature != null && temperature <= 0) {
      // There is no temperature of nothing; this is how the vendor's own gateway says it.
      body.put("top_p", 0);
    } else {
      if (temperature != null) {
        body.put("temperature", temperature);
      }
      if (sampling.topP() != null) {
        body.put("top_p", sampling.topP());
      }
    }
    if (sampling.maxTokens() != null && sampling.maxTokens() > 0) {
      body.put("max_tokens", sampling.maxTokens());
    }
    if (sampling.repeatPenalty() != null) {
      body.put("repetition_penalty", sampling.repeatPenalty());
    }
  }

  private static @Nullable String effort(Reasoning reasoning) {
    if (!reasoning.on()) {
      return null;
    }
    if (reasoning.effort() == null && reasoning.budget() != null) {
      int budget = reasoning.budget();
      return budget <= LITTLE ? "low" : budget <= MEDIUM ? "medium" : "high";
    }
    return switch (reasoning.effort()) {
      case null -> null;
      case "minimal", "low" -> "low";
      case "medium" -> "medium";
      case "high", "max" -> "high";
      default -> null;
    };
  }
}
