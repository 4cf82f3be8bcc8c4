package dev.homeport.config.router;

import dev.homeport.config.Inputs;
import dev.homeport.config.Loader;
import dev.homeport.config.Role;
import dev.homeport.config.Sources;
import dev.homeport.config.Starter;
import dev.homeport.config.judge.Findings;
import dev.homeport.config.provider.AccountFile;
import dev.homeport.config.provider.ProviderNames;
import dev.homeport.config.provider.ProviderRows;
import dev.homeport.config.source.Environment.Variable;
import dev.homeport.config.source.Node;
import dev.homeport.config.source.Places;
import dev.homeport.config.source.Seen;
import dev.homeport.config.table.Table;
import dev.homeport.config.table.Values;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
  public Judgement judgement(Inputs inputs, Sources sources, Seen files, Findings findings) {
    Path accounts = inputs.folder().resolve(AccountFile.USUAL);
    files.look(accounts);
    return new RouterJudgement(
        rows(sources, inputs.flags(), Files.isRegularFile(accounts) ? accounts : null, findings));
  }

  private static List<ProviderRows> rows(
      Sources sources, Map<String, String> flags, @Nullable Path accounts, Findings findings) {
    return ProviderNames.collect(
            sources.tree(),
            sources.environment(),
            flags.keySet(),
            wanted(sources, flags),
            accounts,
            findings)
        .stream()
        .map(ProviderRows::of)
        .toList();
  }

  /// The names in anything that says who is asked, as they are written.
  private static List<String> wanted(Sources sources, Map<String, String> flags) {
    String chain = RouterTable.CHAIN.path();
    Stream<String> lines =
        Stream.concat(
            Stream.of("LLM_PROVIDER", "LLM_CHAIN", Table.variableOf(chain))
                .flatMap(name -> sources.environment().variable(name).stream())
                .map(Variable::text),
            Stream.ofNullable(flags.get(chain)));
    return Stream.concat(
            lines.flatMap(line -> Stream.of(line.split(",", -1))).map(String::strip),
            written(sources))
        .toList();
  }

  private static Stream<String> written(Sources sources) {
    return ProviderNames.section(sources.tree(), SECTION).stream()
        .flatMap(section -> section.fields().stream())
        .filter(field -> field.name().equals(RouterTable.CHAIN.name()))
        .flatMap(
            field ->
                field.value() instanceof Node.Items(_, _, List<Node> items)
                    ? items.stream()
                    : Stream.empty())
        .flatMap(item -> item instanceof Node.Text text ? Stream.of(text.text()) : Stream.empty());
  }

  @Override
  public RouterSettings settings(Values values, Places places) {
    return RouterAssembly.settings(values, places);
  }
}
