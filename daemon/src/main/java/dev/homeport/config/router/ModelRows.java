package dev.homeport.config.router;

import dev.homeport.config.provider.HomeNames;
import dev.homeport.config.provider.Preset;
import dev.homeport.config.provider.WellKnown;
import dev.homeport.config.router.ModelMap.Row;
import dev.homeport.config.source.Nearest;
import dev.homeport.config.source.Node;
import dev.homeport.config.source.Node.Field;
import dev.homeport.config.source.Node.Fields;
import dev.homeport.config.source.Problem;
import dev.homeport.config.value.Kind;
import dev.homeport.config.value.One;
import dev.homeport.config.value.Read;
import dev.homeport.config.value.Texts;
import dev.homeport.wire.ModelName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The rows of `models`, as a file has them.
///
/// A row may name one of the well-known providers that is not there: files are shared by machines
/// of which not all have every key. What is no provider's name at all is a slip.
///
/// @param providers the names of those that are there
record ModelRows(List<String> providers) implements Kind<ModelMap> {
  private static final String EXAMPLE = "\"gpt-4o\": { home: \"qwen2.5:7b\" }";

  @Override
  public Read<ModelMap> read(Node node) {
    return switch (node) {
      case Fields fields -> rows(fields);
      case Node.Nothing _ -> new Read.Good<>(ModelMap.EMPTY);
      case Node.Text text when text.origin().isOneLine() ->
          new Read.Bad<>(
              List.of(text.problem("cannot be given in one line", "write it in the file")));
      case Node.Text _, Node.Items _ ->
          new Read.Bad<>(List.of(node.problem("a section should stand here", right())));
    };
  }

  private Read<ModelMap> rows(Fields fields) {
    var rows = new ArrayList<Row>();
    var problems = new ArrayList<Problem>();
    var seen = new HashMap<String, String>();
    for (Field field : fields.fields()) {
      String pattern = field.name();
      String earlier = seen.putIfAbsent(ModelName.normalised(pattern), pattern);
      if (pattern.isBlank()) {
        problems.add(problem(field, "names no model", right()));
      } else if (earlier != null) {
        problems.add(problem(field, "means the same model as " + earlier, "keep one of them"));
      }
      switch (field.value()) {
        case Fields names -> rows.add(new Row(pattern, names(names, problems)));
        case Node.Nothing _ -> rows.add(new Row(pattern, Map.of()));
        case Node.Text _, Node.Items _ ->
            problems.add(
                field.value().problem("a section of providers should stand here", right()));
      }
    }
    return problems.isEmpty() ? new Read.Good<>(new ModelMap(rows)) : new Read.Bad<>(problems);
  }

  private Map<String, String> names(Fields fields, List<Problem> problems) {
    var names = new LinkedHashMap<String, String>();
    One<String> kind = Texts.TEXT;
    for (Field field : fields.fields()) {
      String provider = HomeNames.meant(field.name(), providers).orElse(field.name());
      if (!isName(provider)) {
        problems.add(problem(field, "there is no provider of that name", advice(provider)));
      }
      switch (kind.read(field.value())) {
        case Read.Good<String>(String model) -> {
          if (names.putIfAbsent(provider, model) != null) {
            problems.add(problem(field, "names the same provider twice", "keep one of them"));
          }
        }
        case Read.Bad<String>(List<Problem> more) -> problems.addAll(more);
      }
    }
    return names;
  }

  private boolean isName(String name) {
    return providers.contains(name)
        || WellKnown.of(name).isPresent()
        || Preset.of(name).isPresent();
  }

  private String advice(String name) {
    return Nearest.to(name, providers)
        .map(near -> "did you mean " + near + "?")
        .orElse("name one of router.providers");
  }

  private static Problem problem(Field field, String what, String right) {
    return new Problem(field.origin().text(), field.value().place(), what, right);
  }

  @Override
  public String print(ModelMap map) {
    return map.rows().stream().map(Row::pattern).collect(Collectors.joining(", ", "{", "}"));
  }

  @Override
  public String right() {
    return "write rows such as " + EXAMPLE;
  }
}
