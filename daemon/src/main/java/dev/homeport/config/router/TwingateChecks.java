package dev.homeport.config.router;

import static dev.homeport.config.router.RouterTable.TWINGATE_KEY;
import static dev.homeport.config.router.RouterTable.TWINGATE_NETWORK;
import static dev.homeport.config.router.RouterTable.TWINGATE_PROXY;

import dev.homeport.config.Reading;
import dev.homeport.config.door.TunnelKind;
import dev.homeport.config.provider.ProviderRows;
import dev.homeport.config.source.Node;
import dev.homeport.config.source.Origin;
import dev.homeport.config.source.TextFile;
import dev.homeport.config.table.Values;
import dev.homeport.config.value.Secret;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the settings of Twingate's client mean, where a home is reached by it. The service key is
/// read once and stands in the values from then on, whatever file it was in.
record TwingateChecks(List<ProviderRows> providers, Reading reading) {
  private static final String FILE = "file:";

  /// The values with the key itself.
  Values read(Values values) {
    Secret written = values.maybe(TWINGATE_KEY).orElse(null);
    if (written == null) {
      return values;
    }
    if (!isUsed(values, providers)) {
      doubt(
          values,
          "is of no use: no home is reached by Twingate",
          "set OLLAMA_TUNNEL_TYPE=twingate, or tunnel: twingate beside the url of the home");
      return values;
    }
    String text = keyText(values, written.reveal());
    return text == null ? values : judged(values, text);
  }

  /// Whether a home is reached by it.
  static boolean isUsed(Values values, List<ProviderRows> providers) {
    return providers.stream()
        .anyMatch(
            rows -> values.maybe(rows.tunnel()).filter(TunnelKind.TWINGATE::equals).isPresent());
  }

  /// The settings, where all is right.
  static Twingate settings(Values values) {
    String network = values.maybe(TWINGATE_NETWORK).map(Twingate::whole).orElse(null);
    ServiceKey key =
        values
            .maybe(TWINGATE_KEY)
            .map(secret -> ServiceKey.read(secret.reveal()))
            .map(read -> read instanceof ServiceKey.Read.Good(ServiceKey good, _) ? good : null)
            .orElse(null);
    return new Twingate(
        values.of(RouterTable.TWINGATE_CLIENT),
        key,
        network == null && key != null ? key.network() : network,
        values.of(TWINGATE_PROXY),
        !(values.origin(TWINGATE_PROXY) instanceof Origin.BuiltIn));
  }

  private @Nullable String keyText(Values values, String text) {
    Origin origin = values.origin(TWINGATE_KEY);
    if (text.stripLeading().startsWith("{")) {
      exposure(origin);
      return text;
    }
    Path file;
    try {
      file = reading.places().resolve(text.strip(), origin);
    } catch (InvalidPathException _) {
      return nothing(values);
    }
    reading.files().look(file);
    return switch (TextFile.read(file)) {
      case TextFile.Read.Whole(String content) -> {
        reading.exposure().look(file);
        yield content;
      }
      case TextFile.Read.Missing _ -> isPath(text) ? missing(values, file) : nothing(values);
      case TextFile.Read.Unreadable(var problem) -> {
        if (!isPath(text)) {
          yield nothing(values);
        }
        problem(values, problem.source() + " " + problem.what(), problem.right());
        yield null;
      }
    };
  }

  /// A file that was named by `file:` holds it, and others may read that as well.
  private void exposure(Origin origin) {
    reading.candidates().of(TWINGATE_KEY).stream()
        .findFirst()
        .filter(node -> node instanceof Node.Text text && text.text().startsWith(FILE))
        .map(node -> ((Node.Text) node).text().substring(FILE.length()))
        .ifPresent(path -> reading.exposure().look(reading.places().resolve(path, origin)));
  }

  /// Whether a text may be shown, because it looks like a path and not like a token.
  private static boolean isPath(String text) {
    return text.startsWith("/")
        || text.startsWith("~/")
        || text.startsWith("./")
        || text.endsWith(".json");
  }

  private @Nullable String missing(Values values, Path file) {
    problem(values, "there is no file " + file, "put the service key there, or write file:PATH");
    return null;
  }

  private @Nullable String nothing(Values values) {
    problem(
        values,
        "the value is neither the JSON of a service key nor the path of a file",
        ServiceKey.KIND.right());
    return null;
  }

  private Values judged(Values values, String text) {
    return switch (ServiceKey.read(text)) {
      case ServiceKey.Read.Bad(String what, String right) -> {
        problem(values, what, right);
        yield values;
      }
      case ServiceKey.Read.Good(ServiceKey key, List<String> doubts) -> {
        doubts.forEach(what -> doubt(values, what, "check that all of it was copied"));
        network(values, key);
        yield values.with(TWINGATE_KEY, key.json(), values.origin(TWINGATE_KEY));
      }
    };
  }

  private void network(Values values, ServiceKey key) {
    values
        .maybe(TWINGATE_NETWORK)
        .filter(network -> !Twingate.whole(network).equals(key.network()))
        .ifPresent(
            network ->
                reading
                    .findings()
                    .problem(
                        values.problem(
                            TWINGATE_NETWORK,
                            network + " is another network than the service key's",
                            "write " + key.network() + ", or leave it out")));
  }

  private void problem(Values values, String what, String right) {
    reading.findings().problem(values.problem(TWINGATE_KEY, what, right));
  }

  private void doubt(Values values, String what, String right) {
    reading.findings().warning(values.problem(TWINGATE_KEY, what, right));
  }
}
