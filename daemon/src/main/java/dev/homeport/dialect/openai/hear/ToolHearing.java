package dev.homeport.dialect.openai.hear;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Tool;
import dev.homeport.chat.Tooling;
import dev.homeport.chat.Tooling.Choice;
import dev.homeport.wire.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The tools of a request, in the way of today or in the old one (`functions`).
///
/// @param leftOut the kinds of tools that only OpenAI itself could run
/// @param old whether the client knows only the old way, which has one call at a time
record ToolHearing(Tooling tooling, List<String> leftOut, boolean old) {
  private static final List<String> CHOICES = List.of("none", "auto", "required");

  static ToolHearing hear(Fields body) {
    List<Fields> functions = body.objects("functions");
    if (!functions.isEmpty() && body.list("tools").isEmpty()) {
      var tools = new ArrayList<Tool>();
      functions.forEach(each -> tools.add(tool(each)));
      Choice choice = oldChoice(body, tools);
      return new ToolHearing(new Tooling(List.copyOf(tools), choice, false), List.of(), true);
    }
    var tools = new ArrayList<Tool>();
    var leftOut = new ArrayList<String>();
    for (Fields each : body.objects("tools")) {
      offered(each, tools, leftOut);
    }
    Boolean parallel = body.flag("parallel_tool_calls");
    Choice choice = choice(body, tools);
    if (tools.isEmpty()) {
      return new ToolHearing(Tooling.NONE, leftOut, false);
    }
    return new ToolHearing(
        new Tooling(List.copyOf(allowed(body, tools)), choice, parallel), leftOut, false);
  }

  private static void offered(Fields each, List<Tool> tools, List<String> leftOut) {
    if (!each.node().isObject()) {
      return;
    }
    String type = each.has("type") ? each.need("type") : "function";
    Fields function = each.object("function");
    if (function != null) {
      tools.add(tool(function));
    } else if (type.equals("function")) {
      each.faults().missing(each.at("function"));
    } else if (type.equals("custom")) {
      each.faults().word(each.at("type"), type, List.of("function"));
    } else {
      leftOut.add(type);
    }
  }

  private static Tool tool(Fields function) {
    String name = function.need("name");
    if (name.isEmpty() && function.has("name")) {
      function
          .faults()
          .add(
              "Invalid '%s': empty string. Expected a string with minimum length 1, but got an empty string instead."
                  .formatted(function.at("name")),
              function.at("name"));
    }
    Fields parameters = function.object("parameters");
    return new Tool(
        name,
        function.text("description"),
        parameters == null ? null : Json.text(parameters.node()),
        function.flag("strict"));
  }

  private static @Nullable Choice choice(Fields body, List<Tool> tools) {
    JsonNode given = body.raw("tool_choice");
    if (given.isTextual()) {
      return word(body, given.textValue(), tools);
    }
    Fields choice = body.object("tool_choice");
    if (choice == null) {
      return null;
    }
    String type = choice.need("type");
    if (type.equals("allowed_tools")) {
      Fields allowed = inner(choice);
      String mode = allowed.text("mode");
      return mode == null ? new Choice.Auto() : word(allowed, mode, tools);
    }
    if (!type.equals("function")) {
      choice.faults().word(choice.at("type"), type, List.of("function", "allowed_tools"));
      return null;
    }
    Fields function = choice.has("function") ? choice.object("function") : choice;
    return function == null ? null : named(body, function.need("name"), tools);
  }

  private static @Nullable Choice word(Fields body, String word, List<Tool> tools) {
    return switch (word) {
      case "auto" -> new Choice.Auto();
      case "none" -> new Choice.None();
      // What Mistral's clients say.
      case "any", "required" -> {
        if (tools.isEmpty()) {
          body.faults()
              .add(
                  "Invalid value for 'tool_choice': 'tool_choice' is only allowed when 'tools' are specified.",
                  "tool_choice");
        }
        yield new Choice.Required();
      }
      default -> {
        body.faults().word("tool_choice", word, CHOICES);
        yield null;
      }
    };
  }

  private static Choice named(Fields body, String name, List<Tool> tools) {
    if (tools.stream().noneMatch(tool -> tool.name().equals(name))) {
      body.faults()
          .add(
              "Invalid value for 'tool_choice': no function named '%s' was specified in the 'tools' parameter."
                  .formatted(name),
              "tool_choice");
    }
    return new Choice.Named(name);
  }

  /// The tools that `allowed_tools` leaves, or all: who offers only these says the same.
  private static List<Tool> allowed(Fields body, List<Tool> tools) {
    Fields choice = body.raw("tool_choice").isObject() ? body.object("tool_choice") : null;
    if (choice == null || !"allowed_tools".equals(choice.raw("type").asText())) {
      return tools;
    }
    Set<String> names = new HashSet<>();
    for (Fields each : inner(choice).objects("tools")) {
      Fields function = each.object("function");
      names.add((function == null ? each : function).need("name"));
    }
    return tools.stream().filter(tool -> names.contains(tool.name())).toList();
  }

  private static Fields inner(Fields choice) {
    Fields inner = choice.object("allowed_tools");
    return inner == null ? choice : inner;
  }

  private static @Nullable Choice oldChoice(Fields body, List<Tool> tools) {
    if (body.raw("function_call").isTextual()) {
      return word(body, body.need("function_call"), tools);
    }
    Fields choice = body.object("function_call");
    return choice == null ? null : named(body, choice.need("name"), tools);
  }
}
