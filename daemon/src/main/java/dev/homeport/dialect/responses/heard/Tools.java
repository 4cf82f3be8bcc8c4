package dev.homeport.dialect.responses.heard;

import dev.homeport.chat.Tool;
import dev.homeport.chat.Tooling;
import dev.homeport.chat.Tooling.Choice;
import dev.homeport.dialect.given.Given;
import dev.homeport.dialect.given.Objected;
import dev.homeport.dialect.responses.tool.ToolNames;
import dev.homeport.dialect.responses.tool.ToolNames.Known;
import dev.homeport.wire.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The tools of a body and what it says of their use.
///
/// Functions are taken as they are, those in a namespace with a name of their own, and a custom
/// tool as a function of one text. The rest runs at OpenAI, and is left out.
final class Tools {
  /// The only argument of a custom tool.
  static final String INPUT = "input";

  private static final String TAKES_INPUT =
      "{\"type\":\"object\",\"properties\":{\"input\":{\"type\":\"string\"}},"
          + "\"required\":[\"input\"],\"additionalProperties\":false}";

  private final ToolNames names;
  private final List<Tool> tools = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();
  private Tooling tooling = Tooling.NONE;

  private Tools(ToolNames names) {
    this.names = names;
  }

  static Tools of(Given body, ToolNames names) throws Objected {
    var tools = new Tools(names);
    for (Given item : body.at("tools").items()) {
      tools.add(item.object());
    }
    tools.choose(body.at("tool_choice"), body.at("parallel_tool_calls").flagOrNull());
    return tools;
  }

  Tooling tooling() {
    return tooling;
  }

  /// The types of those that are no tools of the client's.
  List<String> leftOut() {
    return List.copyOf(leftOut);
  }

  private void add(Given item) throws Objected {
    if (item.needed("type").text().equals("namespace")) {
      String namespace = item.needed("name").filledText();
      for (Given tool : item.needed("tools").items()) {
        add(tool.object(), namespace);
      }
    } else {
      add(item, null);
    }
  }

  private void add(Given item, @Nullable String namespace) throws Objected {
    String type = item.needed("type").text();
    switch (type) {
      case "function" -> {
        Given parameters = item.at("parameters");
        tools.add(
            new Tool(
                name(item, namespace, false),
                item.at("description").textOrNull(),
                parameters.isThere() ? Json.text(parameters.object().node()) : null,
                item.at("strict").flagOrNull()));
      }
      case "custom" ->
          tools.add(new Tool(name(item, namespace, true), custom(item), TAKES_INPUT, null));
      default -> leftOut.add(type);
    }
  }

  private String name(Given item, @Nullable String namespace, boolean custom) throws Objected {
    return names.name(new Known(namespace, item.needed("name").filledText(), custom));
  }

  /// The description of a custom tool, with the grammar that nobody else will enforce.
  private static @Nullable String custom(Given item) throws Objected {
    String description = item.at("description").textOrNull();
    Given format = item.at("format");
    if (!format.isThere() || !format.object().at("definition").isThere()) {
      return description;
    }
    String syntax = format.at("syntax").textOrNull();
    return "%s%nThe input must follow this %s grammar:%n%s"
        .replace("%n", "\n")
        .formatted(
            description == null ? "" : description,
            syntax == null ? "" : syntax,
            format.at("definition").text())
        .strip();
  }

  private void choose(Given given, @Nullable Boolean parallel) throws Objected {
    List<Tool> offered = List.copyOf(tools);
    Choice choice = null;
    if (given.isText()) {
      choice = mode(given.oneOf(List.of("none", "auto", "required")));
    } else if (given.isThere()) {
      String type = given.object().needed("type").text();
      switch (type) {
        case "function", "custom" -> choice = named(given, type.equals("custom"));
        case "allowed_tools" -> {
          choice = mode(given.needed("mode").oneOf(List.of("auto", "required")));
          offered = allowed(given.needed("tools").items());
        }
        // One that runs at OpenAI is left out, and cannot be insisted on.
        default -> choice = new Choice.Auto();
      }
    }
    tooling = offered.isEmpty() ? Tooling.NONE : new Tooling(offered, choice, parallel);
  }

  private static Choice mode(String word) {
    return switch (word) {
      case "none" -> new Choice.None();
      case "required" -> new Choice.Required();
      default -> new Choice.Auto();
    };
  }

  private Choice named(Given given, boolean custom) throws Objected {
    String name = known(given, custom);
    if (tools.stream().noneMatch(tool -> tool.name().equals(name))) {
      throw given.wrong("Tool choice '%s' not found in 'tools' parameter.".formatted(name));
    }
    return new Choice.Named(name);
  }

  private List<Tool> allowed(List<Given> items) throws Objected {
    Set<String> allowed = new HashSet<>();
    for (Given item : items) {
      String type = item.object().needed("type").text();
      if (type.equals("function") || type.equals("custom")) {
        allowed.add(known(item, type.equals("custom")));
      }
    }
    return tools.stream().filter(tool -> allowed.contains(tool.name())).toList();
  }

  private String known(Given item, boolean custom) throws Objected {
    return names.name(
        new Known(item.at("namespace").textOrNull(), item.needed("name").filledText(), custom));
  }
}
