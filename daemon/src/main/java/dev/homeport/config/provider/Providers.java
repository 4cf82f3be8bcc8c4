package dev.homeport.config.provider;

import dev.homeport.config.Reading;
import dev.homeport.config.judge.Candidates;
import dev.homeport.config.provider.ProviderSettings.Kind;
import dev.homeport.config.source.Nearest;
import dev.homeport.config.source.Origin;
import dev.homeport.config.source.Problem;
import dev.homeport.config.source.TextFile;
import dev.homeport.config.table.Setting;
import dev.homeport.config.table.Values;
import dev.homeport.config.value.One;
import dev.homeport.config.value.Secret;
import dev.homeport.config.value.Texts;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The providers of one reading. What each is has to be known first, because most of its defaults
/// follow from that.
public final class Providers {
  private static final String KINDS = "ollama, openai, gemini, gigachat or anthropic";

  private final Map<ProviderRows, Nature> natures = new LinkedHashMap<>();
  private final Set<String> judged = new HashSet<>();
  private final Reading reading;
  private Values values;

  private Providers(Reading reading, Values values) {
    this.reading = reading;
    this.values = values;
  }

  /// Finds out what they are.
  public static Providers begin(List<ProviderRows> rows, Reading reading, Values values) {
    var providers = new Providers(reading, values);
    rows.forEach(providers::begin);
    return providers;
  }

  /// What is known of them so far.
  public Values values() {
    return values;
  }

  /// Whether a setting is judged already.
  public boolean hasJudged(Setting<?> setting) {
    return judged.contains(setting.path());
  }

  /// The defaults of their settings, by path.
  public Map<String, String> defaults() {
    var defaults = new LinkedHashMap<String, String>();
    natures.forEach((rows, nature) -> defaults.putAll(nature.defaults(rows)));
    return defaults;
  }

  /// The values and what follows from several of them: GigaChat answers a person one at a time.
  public Values completed(Values all) {
    Values result = all;
    for (var entry : natures.entrySet()) {
      ProviderRows rows = entry.getKey();
      boolean isPersonal = all.maybe(rows.scope()).filter(Nature.PERSONAL::equals).isPresent();
      if (entry.getValue().kind() == Kind.GIGACHAT
          && isPersonal
          && reading.candidates().of(rows.concurrent()).isEmpty()) {
        result = result.with(rows.concurrent(), 1, new Origin.BuiltIn());
      }
    }
    for (var entry : natures.entrySet()) {
      result = withAccounts(entry.getKey(), entry.getValue().kind(), result);
    }
    return result;
  }

  /// The values with what a file of accounts holds, whether it was named or is where Ollama's cloud
  /// usually has it.
  private Values withAccounts(ProviderRows rows, Kind kind, Values all) {
    AccountFile written = all.maybe(rows.accounts()).orElse(null);
    boolean isUsual =
        reading.candidates().of(rows.accounts()).isEmpty()
            && rows.named().known() == WellKnown.OLLAMA_CLOUD;
    if (written == null && !isUsual) {
      return all;
    }
    AccountFile named = written == null ? AccountFile.at(AccountFile.USUAL) : written;
    Origin origin = all.origin(rows.accounts());
    Path file = reading.places().resolve(named.path(), origin);
    reading.files().look(file);
    switch (TextFile.read(file)) {
      case TextFile.Read.Whole(String text) -> {
        One<Secret> key = kind == Kind.GIGACHAT ? Credentials.KIND : Texts.SECRET;
        return all.with(
            rows.accounts(),
            named.with(new AccountReader(file, key, reading).accounts(text)),
            origin);
      }
      case TextFile.Read.Missing _ -> {
        if (written != null) {
          reading
              .findings()
              .problem(
                  all.problem(
                      rows.accounts(),
                      "there is no file " + file,
                      "put the accounts there, or leave the setting out"));
        }
      }
      case TextFile.Read.Unreadable(Problem problem) ->
          reading
              .findings()
              .problem(
                  all.problem(
                      rows.accounts(), problem.source() + " " + problem.what(), problem.right()));
    }
    return all;
  }

  /// Checks what their settings mean to one another.
  public void check(Values all) {
    natures.forEach((rows, nature) -> new ProviderChecks(rows, nature, all, reading).all());
  }

  private void begin(ProviderRows rows) {
    judge(rows.kind());
    judge(rows.preset());
    judge(rows.url());
    keepKeyFromOthers(rows);
    Preset written = values.maybe(rows.preset()).orElse(null);
    Optional<Kind> kind =
        values.maybe(rows.kind()).or(() -> Nature.kindOf(rows.named().name(), written));
    if (kind.isEmpty()) {
      if (reading.candidates().of(rows.kind()).isEmpty()) {
        reading.findings().problem(kindless(rows.named()));
      }
      return;
    }
    URI url = values.maybe(rows.url()).orElse(null);
    Nature nature = Nature.of(rows.named().name(), kind.get(), written, url);
    natures.put(rows, nature);
    if (values.maybe(rows.kind()).isEmpty()) {
      values = values.with(rows.kind(), kind.get(), new Origin.BuiltIn());
    }
    if (written == null && nature.preset() != null) {
      values = values.with(rows.preset(), nature.preset(), new Origin.BuiltIn());
    }
    if (nature.url() != null) {
      values = values.with(rows.url(), nature.url(), values.origin(rows.url()));
    }
  }

  private void judge(Setting<?> setting) {
    values = reading.judge(setting, values);
    judged.add(setting.path());
  }

  /// The variable of home's key holds the key of the host in another variable, and goes to no host
  /// but that.
  private void keepKeyFromOthers(ProviderRows rows) {
    Candidates candidates = reading.candidates();
    if (rows.named().known() != WellKnown.OLLAMA
        || Candidates.isByName(rows.url(), values.origin(rows.url()))) {
      return;
    }
    boolean isGiven =
        candidates.of(rows.key()).stream()
            .anyMatch(node -> Candidates.isByName(rows.key(), node.origin()));
    candidates.leaveOutVariables(
        rows.key(), "is not sent to " + rows.named().name() + ": OLLAMA_BASE_URL does not name it");
    if (isGiven && candidates.of(rows.key()).isEmpty()) {
      String variable = rows.named().known().keys()[0];
      reading
          .findings()
          .warning(
              new Problem(
                  reading.sources().environment().variable(variable).orElseThrow().origin().text(),
                  rows.key().path(),
                  "goes to no host but that of OLLAMA_BASE_URL, which is not set",
                  "write key: ${" + variable + "} beside the url that it belongs to"));
    }
  }

  private static Problem kindless(Named named) {
    List<String> known =
        Stream.concat(
                Stream.of(WellKnown.values()).map(WellKnown::word),
                Stream.of(Preset.values()).map(Preset::word))
            .toList();
    return new Problem(
        named.origin().text(),
        named.path(),
        "does not say which API it speaks",
        "write kind: "
            + KINDS
            + Nearest.to(named.name(), known)
                .map(near -> "; or did you mean " + near + "?")
                .orElse(""));
  }
}
