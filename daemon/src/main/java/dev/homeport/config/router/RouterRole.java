package dev.homeport.config.router;

import dev.homeport.config.Loader;
import dev.homeport.config.Role;
import dev.homeport.config.Sources;
import dev.homeport.config.Starter;
import dev.homeport.config.judge.Findings;
import dev.homeport.config.provider.ProviderNames;
import dev.homeport.config.provider.ProviderRows;
import dev.homeport.config.source.Environment.Variable;
import dev.homeport.config.source.Node;
import dev.homeport.config.source.Places;
import dev.homeport.config.table.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// How the router's settings are read.
public final class RouterRole implements Role<RouterSettings> {
  /// Reads them.
  public static final Loader<RouterSettings> LOADER = new Loader<>(new RouterRole());

  private static final String SECTION = "router";

  private RouterRole() {}

  @Override
  public String section() {
    return SECTION;
  }

  @Override
  public Starter.Part starter() {
    return RouterStarter.PART;
  }

  @Override
  public Judgement judgement(Sources sources, Set<String> flags, Findings findings) {
    return new RouterJudgement(rows(sources, flags, findings));
  }

  private static List<ProviderRows> rows(Sources sources, Set<String> flags, Findings findings) {
    return ProviderNames.collect(
            sources.tree(), sources.environment(), flags, wanted(sources), findings)
        .stream()
        .map(ProviderRows::of)
        .toList();
  }

  /// The names in anything that says who is asked, as they are written.
  private static List<String> wanted(Sources sources) {
    var names = new ArrayList<String>();
    for (String variable : List.of("LLM_PROVIDER", "LLM_CHAIN", "HOMEPORT_ROUTER_CHAIN")) {
      sources
          .environment()
          .variable(variable)
          .map(Variable::text)
          .ifPresent(text -> Stream.of(text.split(",", -1)).map(String::strip).forEach(names::add));
    }
    ProviderNames.section(sources.tree(), SECTION).stream()
        .flatMap(section -> section.fields().stream())
        .filter(field -> field.name().equals("chain"))
        .map(Node.Field::value)
        .forEach(
            chain -> {
              if (chain instanceof Node.Items(_, _, List<Node> items)) {
                items.forEach(
                    item -> {
                      if (item instanceof Node.Text text) {
                        names.add(text.text());
                      }
                    });
              }
            });
    return names;
  }

  @Override
  public RouterSettings settings(Values values, Places places) {
    return RouterAssembly.settings(values, places);
  }
}
