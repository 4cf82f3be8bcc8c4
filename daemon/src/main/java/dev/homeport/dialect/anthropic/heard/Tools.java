package dev.homeport.dialect.anthropic.heard;

import dev.homeport.chat.Tool;
import dev.homeport.chat.Tooling;
import dev.homeport.chat.Tooling.Choice;
import dev.homeport.dialect.given.Given;
import dev.homeport.dialect.given.Objected;
import dev.homeport.wire.json.Json;
import java.util.ArrayList;
import java.util.List;

/// The tools of a body and what it says of their use.
final class Tools {
  private Tools() {}

  /// @param leftOut takes the types of those that are no functions of the client's
  static Tooling of(Given body, List<String> leftOut) throws Objected {
    var tools = new ArrayList<Tool>();
    for (Given item : body.at("tools").items()) {
      String type = item.object().at("type").textOrNull();
      if (type == null || type.equals("custom")) {
        tools.add(custom(item));
      } else {
        leftOut.add(type);
      }
    }
    for (Given server : body.at("mcp_servers").items()) {
      leftOut.add("mcp_server " + server.object().needed("name").text());
    }
    Given given = body.at("tool_choice");
    if (!given.isThere()) {
      return new Tooling(List.copyOf(tools), null, null);
    }
    Choice choice = choice(given.object(), tools, !leftOut.isEmpty());
    Boolean parallel = given.at("disable_parallel_tool_use").flag() ? false : null;
    return tools.isEmpty() ? Tooling.NONE : new Tooling(List.copyOf(tools), choice, parallel);
  }

  private static Tool custom(Given item) throws Objected {
    Given strict = item.at("strict");
    return new Tool(
        item.needed("name").filledText(),
        item.at("description").textOrNull(),
        Json.text(item.needed("input_schema").object().node()),
        strict.isThere() ? Boolean.valueOf(strict.flag()) : null);
  }

  /// Where tools were left out, one of them may be the one that is insisted on: then any is free.
  private static Choice choice(Given given, List<Tool> tools, boolean someLeftOut) throws Objected {
    String type = given.needed("type").oneOf(List.of("auto", "any", "tool", "none"));
    return switch (type) {
      case "auto" -> new Choice.Auto();
      case "none" -> new Choice.None();
      case "any" -> new Choice.Required();
      default -> {
        String name = given.needed("name").filledText();
        if (tools.stream().anyMatch(tool -> tool.name().equals(name))) {
          yield new Choice.Named(name);
        }
        if (someLeftOut) {
          yield new Choice.Auto();
        }
        throw given.wrong("Tool '%s' not found in provided tools".formatted(name));
      }
    };
  }
}
