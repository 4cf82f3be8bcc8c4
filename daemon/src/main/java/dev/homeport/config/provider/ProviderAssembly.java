package dev.homeport.config.provider;

import dev.homeport.config.provider.ProviderSettings.Kind;
import dev.homeport.config.source.Origin;
import dev.homeport.config.source.Places;
import dev.homeport.config.table.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Makes providers of values; all that can be wrong was found before.
public final class ProviderAssembly {
  private ProviderAssembly() {}

  /// The providers by these values.
  public static List<ProviderSettings> settings(Values values, Places places) {
    return rows(values).map(rows -> settings(rows, values, places)).toList();
  }

  /// Whether this one is a home by these values, of which some may be wrong.
  public static boolean isHome(ProviderRows rows, Values values) {
    return values.maybe(rows.kind()).filter(Kind.OLLAMA::equals).isPresent()
        && values.maybe(rows.url()).filter(url -> OllamaCloud.is(name(rows), url)).isEmpty()
        && values.maybe(rows.accounts()).filter(file -> !file.accounts().isEmpty()).isEmpty();
  }

  private static String name(ProviderRows rows) {
    return rows.named().name();
  }

  /// The models that the row `*` has from the environment, by provider.
  ///
  /// @param inFile whether the file has one for a provider: that is weaker than a variable, and
  ///   stronger than a default
  public static Map<String, String> standardModels(Values values, Predicate<String> inFile) {
    var models = new LinkedHashMap<String, String>();
    rows(values)
        .filter(
            rows ->
                !(values.origin(rows.standardModel()) instanceof Origin.BuiltIn)
                    || !inFile.test(rows.named().name()))
        .forEach(
            rows ->
                values
                    .maybe(rows.standardModel())
                    .ifPresent(model -> models.put(rows.named().name(), model)));
    return models;
  }

  /// The rows of everybody who has values: each has a kind.
  private static Stream<ProviderRows> rows(Values values) {
    String start = ProviderRows.SECTION + ".";
    String end = ".kind";
    return values.settings().stream()
        .map(setting -> setting.path())
        .filter(path -> path.startsWith(start) && path.endsWith(end))
        .map(path -> path.substring(start.length(), path.length() - end.length()))
        .map(name -> ProviderRows.of(new Named(name, null, new Origin.BuiltIn())));
  }

  private static ProviderSettings settings(ProviderRows rows, Values values, Places places) {
    return new ProviderSettings(
        rows.named().name(),
        values.of(rows.kind()),
        values.of(rows.url()),
        values.maybe(rows.preset()).orElse(null),
        values.maybe(rows.key()).orElse(null),
        values.maybe(rows.credentials()).orElse(null),
        values.maybe(rows.scope()).orElse(null),
        values.maybe(rows.authUrl()).orElse(null),
        values
            .maybe(rows.caBundle())
            .map(file -> places.resolve(file, values.origin(rows.caBundle())))
            .orElse(null),
        rows.timeouts().timeouts(values),
        values.of(rows.tunnel()),
        values.of(rows.models()),
        values.maybe(rows.context()).orElse(null),
        values.maybe(rows.concurrent()).orElse(null),
        values.of(rows.hedge()).stream().findFirst().orElse(null),
        values.maybe(rows.referer()).orElse(null),
        values.maybe(rows.title()).orElse(null),
        values.maybe(rows.accounts()).map(AccountFile::accounts).orElse(List.of()),
        values.maybe(rows.block()).orElse(null));
  }
}
