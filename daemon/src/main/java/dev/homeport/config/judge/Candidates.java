package dev.homeport.config.judge;

import dev.homeport.config.source.Environment.Variable;
import dev.homeport.config.source.Node;
import dev.homeport.config.source.Node.Field;
import dev.homeport.config.source.Node.Fields;
import dev.homeport.config.source.Origin;
import dev.homeport.config.source.Problem;
import dev.homeport.config.source.References;
import dev.homeport.config.table.Setting;
import dev.homeport.config.table.Table;
import dev.homeport.config.value.Read;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// For each setting the values that sources have for it, the strongest first: whoever adds its own
/// first is stronger. What fits no setting becomes a problem or a warning here.
public final class Candidates {
  /// The variable that names the file.
  public static final String CONFIG_VARIABLE = "HOMEPORT_CONFIG";

  /// Names that begin like settings: the file's own, those that the launcher reads, and the key
  /// with which commands ask.
  private static final Set<String> NO_SETTINGS =
      Set.of(CONFIG_VARIABLE, "HOMEPORT_JAVA_OPTS", "HOMEPORT_PROFILE", "HOMEPORT_KEY");

  private final Table table;
  private final Findings findings;
  private final Map<String, List<Node>> byPath = new HashMap<>();
  private final Set<String> namesInFile = new HashSet<>();

  /// Nothing yet, for the settings of a table.
  public Candidates(Table table, Findings findings) {
    this.table = table;
    this.findings = findings;
  }

  /// What there is for a setting.
  public List<Node> of(Setting<?> setting) {
    return byPath.getOrDefault(setting.path(), List.of());
  }

  /// Leaves out what a setting was given by a name of its own in the environment.
  public void leaveOutVariables(Setting<?> setting, String why) {
    List<Node> nodes = byPath.getOrDefault(setting.path(), new ArrayList<>());
    if (nodes.removeIf(node -> isByName(setting, node.origin()))) {
      findings.note(String.join(", ", setting.variables()) + " " + why);
    }
  }

  /// Whether a value was given by such a name.
  public static boolean isByName(Setting<?> setting, Origin origin) {
    return origin.variable().filter(setting.variables()::contains).isPresent();
  }

  private void add(Setting<?> setting, Node node) {
    byPath.computeIfAbsent(setting.path(), _ -> new ArrayList<>()).add(node);
  }

  /// Adds what the command line sets, by dotted path.
  public void addFlags(Map<String, String> flags) {
    var origin = new Origin.CommandLine();
    flags.forEach(
        (path, text) ->
            table
                .at(path)
                .ifPresentOrElse(
                    setting -> add(setting, new Node.Text(setting.path(), origin, text)),
                    () -> strangeFlag(origin, path)));
  }

  private void strangeFlag(Origin origin, String path) {
    int dot = path.indexOf('.');
    if (dot > 0 && table.isElsewhere(path.substring(0, dot))) {
      findings.note(path + " on the command line is another role's and was not judged");
    } else {
      findings.problem(unknown(origin, path));
    }
  }

  /// Notes which variables the file uses in `${…}`: they need not be settings.
  public void noteNamesIn(Node node) {
    switch (node) {
      case Node.Text text -> namesInFile.addAll(References.names(text.text()));
      case Node.Items items -> items.items().forEach(this::noteNamesIn);
      case Fields fields -> fields.fields().forEach(field -> noteNamesIn(field.value()));
      case Node.Nothing _ -> {}
    }
  }

  /// One layer of variables; a name made from the path of a setting is stronger than one that users
  /// happen to have.
  public void addVariables(Map<String, Variable> layer) {
    layer.values().stream()
        .filter(variable -> variable.name().startsWith(Table.PREFIX))
        .forEach(this::addOwn);
    for (Setting<?> setting : table.settings()) {
      for (String name : setting.variables()) {
        Variable variable = layer.get(name);
        if (variable != null) {
          add(setting, node(setting, variable));
        }
      }
    }
  }

  private void addOwn(Variable variable) {
    String name = variable.name();
    List<Setting<?>> meant = table.meantBy(name);
    if (meant.size() > 1) {
      List<String> paths = meant.stream().map(Setting::path).toList();
      findings.problem(
          new Problem(
              variable.origin().text(),
              "",
              "fits " + String.join(" and ", paths),
              "set the one that is meant in the file"));
    } else if (meant.size() == 1) {
      add(meant.getFirst(), node(meant.getFirst(), variable));
    } else if (table.roleMeantBy(name).isPresent()) {
      findings.note(name + " is the " + table.roleMeantBy(name).get() + "'s and was not judged");
    } else if (!isKnown(name)) {
      findings.warning(
          new Problem(
              variable.origin().text(),
              "",
              "fits no setting",
              table
                  .nearestVariable(name)
                  .map(near -> "did you mean " + near + "?")
                  .orElse("see `homeport config init --stdout` for what there is")));
    }
  }

  private boolean isKnown(String name) {
    return NO_SETTINGS.contains(name)
        || namesInFile.contains(name)
        || table.settings().stream().anyMatch(setting -> setting.variables().contains(name));
  }

  /// Adds what a file says.
  public void addTree(Fields root) {
    addFields(root);
  }

  private void addFields(Fields section) {
    for (Field field : section.fields()) {
      addField(field);
    }
  }

  private void addField(Field field) {
    Node value = field.value();
    String path = value.place();
    var setting = table.at(path);
    if (table.isElsewhere(path)) {
      findings.note(field.origin().text() + ": " + path + " is another role's and was not judged");
    } else if (value instanceof Node.Nothing && (setting.isPresent() || table.isSection(path))) {
      findings.note(field.origin().text() + ": " + path + " has no value and keeps its default");
    } else if (table.isSection(path) && value instanceof Fields fields) {
      addFields(fields);
    } else if (setting.isPresent()) {
      add(setting.get(), value);
    } else if (table.isSection(path)) {
      findings.problem(
          value.problem(
              "a value stands where a section should",
              "write below it: " + table.offerBelow(path)));
    } else {
      findings.problem(unknown(field.origin(), path));
    }
  }

  private Problem unknown(Origin origin, String path) {
    return new Problem(
        origin.text(),
        path,
        "there is no such setting",
        table
            .nearest(path)
            .map(near -> "did you mean " + near + "?")
            .orElse("see `homeport config init --stdout` for what there is"));
  }

  /// Variables of other programs that change defaults. They are not ours to complain about: one
  /// that does not fit is passed over with a warning, and Ollama's 0, which means "you choose",
  /// without.
  public void addHints(List<Map<String, Variable>> layers) {
    for (Map<String, Variable> layer : layers) {
      for (Setting<?> setting : table.settings()) {
        for (String name : setting.hints()) {
          Variable variable = layer.get(name);
          if (variable != null && !variable.text().equals("0")) {
            addHint(setting, node(setting, variable));
          }
        }
      }
    }
  }

  private void addHint(Setting<?> setting, Node node) {
    switch (setting.kind().read(node)) {
      case Read.Good<?> _ -> add(setting, node);
      case Read.Bad<?>(List<Problem> problems) -> findings.warnings(problems);
    }
  }

  /// Adds the defaults.
  ///
  /// @param changed those that the machine decides, by path
  public void addDefaults(Map<String, String> changed) {
    var origin = new Origin.BuiltIn();
    for (Setting<?> setting : table.settings()) {
      String text = changed.getOrDefault(setting.path(), setting.standard());
      if (text.equals("[]")) {
        add(setting, new Node.Items(setting.path(), origin, List.of()));
      } else if (!text.isEmpty()) {
        add(setting, new Node.Text(setting.path(), origin, text));
      }
    }
  }

  private static Node node(Setting<?> setting, Variable variable) {
    return new Node.Text(setting.path(), variable.origin(), variable.text());
  }
}
