package dev.homeport.config.provider;

import dev.homeport.config.judge.Findings;
import dev.homeport.config.source.Environment;
import dev.homeport.config.source.Environment.Variable;
import dev.homeport.config.source.Node;
import dev.homeport.config.source.Node.Field;
import dev.homeport.config.source.Node.Fields;
import dev.homeport.config.source.Origin;
import dev.homeport.config.source.Problem;
import dev.homeport.config.table.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Collects which providers there are: those of the file, those that a flag or a `HOMEPORT_…`
/// variable sets something of, and the environment's own.
///
/// Where the file names providers, one of the environment's own exists only if the chain names it:
/// a key that happens to be set on a machine is no leave to send prompts there.
public final class ProviderNames {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");
  private static final Set<String> RESERVED = Set.of("auto", "off", "none");
  private static final String VARIABLES = Table.variableOf(ProviderRows.SECTION) + "_";
  private static final List<String> FOUNDING = List.of("_KIND", "_PRESET");

  private final Map<String, Origin> found = new LinkedHashMap<>();
  private final Environment environment;
  private final @Nullable Origin accounts;
  private final Findings findings;

  private ProviderNames(Environment environment, @Nullable Origin accounts, Findings findings) {
    this.environment = environment;
    this.accounts = accounts;
    this.findings = findings;
  }

  /// All of them, in the order in which they are written.
  ///
  /// @param tree the file
  /// @param flags the paths that the command line sets
  /// @param wanted the names in chains
  /// @param accounts the usual file of accounts in Ollama's cloud, where it is there
  public static List<Named> collect(
      Fields tree,
      Environment environment,
      Set<String> flags,
      Collection<String> wanted,
      @Nullable Path accounts,
      Findings findings) {
    var names =
        new ProviderNames(
            environment, accounts == null ? null : new Origin.Whole(accounts), findings);
    section(tree, ProviderRows.SECTION).ifPresent(names::addAll);
    boolean fileNames = !names.found.isEmpty();
    flags.stream().sorted().forEach(names::addFlag);
    names.addVariables();
    for (WellKnown known : WellKnown.values()) {
      names.add(known, !fileNames, wanted);
    }
    return names.named();
  }

  /// The fields of a section of the file.
  public static Optional<Fields> section(Fields tree, String path) {
    Fields at = tree;
    for (String word : path.split("\\.", -1)) {
      Optional<Node> next =
          at.fields().stream()
              .filter(field -> field.name().equals(word))
              .map(Field::value)
              .findFirst();
      if (next.isEmpty() || !(next.get() instanceof Fields fields)) {
        return Optional.empty();
      }
      at = fields;
    }
    return Optional.of(at);
  }

  private void addAll(Fields providers) {
    for (Field field : providers.fields()) {
      String name = field.name();
      found.put(name, field.origin());
      if (!NAME.matcher(name).matches()) {
        findings.problem(
            problem(field, "is no name of a provider", "write letters, digits, - and _"));
      } else if (RESERVED.contains(name)) {
        findings.problem(problem(field, "has a meaning of its own", "choose another name"));
      }
    }
  }

  private static Problem problem(Field field, String what, String right) {
    return new Problem(field.origin().text(), field.value().place(), what, right);
  }

  private void addFlag(String path) {
    String start = ProviderRows.SECTION + ".";
    int end = path.indexOf('.', start.length());
    if (path.startsWith(start) && end > 0) {
      String name = path.substring(start.length(), end);
      addOnce(name, new Origin.CommandLine());
    }
  }

  /// Adds those that a variable sets something of: any that says of which kind it is, and those
  /// that need not say it.
  private void addVariables() {
    List<Variable> variables =
        environment.layers().stream()
            .flatMap(layer -> layer.values().stream())
            .filter(variable -> variable.name().startsWith(VARIABLES))
            .toList();
    for (Variable variable : variables) {
      String rest = variable.name().substring(VARIABLES.length());
      for (String end : FOUNDING) {
        if (rest.endsWith(end) && rest.length() > end.length() && !isOfSomebody(variable)) {
          addOnce(plain(rest.substring(0, rest.length() - end.length())), variable.origin());
        }
      }
    }
    for (Variable variable : variables) {
      if (!isOfSomebody(variable)) {
        plainNames()
            .filter(name -> isOf(name, variable))
            .findFirst()
            .ifPresent(name -> addOnce(name, variable.origin()));
      }
    }
  }

  private boolean isOfSomebody(Variable variable) {
    return found.keySet().stream().anyMatch(name -> isOf(name, variable));
  }

  private static boolean isOf(String name, Variable variable) {
    String start = Table.variableOf(ProviderRows.SECTION + "." + name) + "_";
    String rest = variable.name();
    return rest.startsWith(start) && ProviderRows.isField(rest.substring(start.length()));
  }

  private static String plain(String variable) {
    return variable.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The names that say enough.
  private static Stream<String> plainNames() {
    return Stream.concat(
        Stream.of(WellKnown.values()).map(WellKnown::word),
        Stream.of(Preset.values()).map(Preset::name).map(ProviderNames::plain));
  }

  private void add(WellKnown known, boolean unasked, Collection<String> wanted) {
    if (HomeNames.meant(known.word(), found.keySet()).isPresent()) {
      return;
    }
    Optional<Origin> sign =
        known
            .signIn(environment)
            .map(Variable::origin)
            .or(
                () ->
                    known == WellKnown.OLLAMA_CLOUD
                        ? Optional.ofNullable(accounts)
                        : Optional.empty());
    if (sign.isEmpty()) {
      return;
    }
    boolean asked =
        wanted.contains(known.word())
            || (known == WellKnown.OLLAMA && wanted.contains(HomeNames.HOME));
    if (unasked || asked) {
      addOnce(known.word(), sign.get());
    } else {
      findings.note(
          sign.get().variable().orElse(AccountFile.USUAL)
              + " is not used: the file names the providers, and "
              + known.word()
              + " is not among them");
    }
  }

  private void addOnce(String name, Origin origin) {
    boolean isName = NAME.matcher(name).matches() && !RESERVED.contains(name);
    if (isName && HomeNames.meant(name, found.keySet()).isEmpty()) {
      found.put(name, origin);
    }
  }

  private List<Named> named() {
    var named = new ArrayList<Named>();
    found.forEach(
        (name, origin) -> {
          boolean second = name.equals(HomeNames.HOME) && found.containsKey(HomeNames.OLLAMA);
          WellKnown known = second ? null : WellKnown.of(name).orElse(null);
          named.add(new Named(name, known, origin));
        });
    return List.copyOf(named);
  }
}
