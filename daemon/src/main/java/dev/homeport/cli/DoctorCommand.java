package dev.homeport.cli;

import dev.homeport.config.Inputs;
import dev.homeport.config.Loaded;
import dev.homeport.config.daemon.DaemonRole;
import dev.homeport.config.daemon.DaemonSettings;
import dev.homeport.config.router.RouterRole;
import dev.homeport.config.source.SecretStore;
import dev.homeport.doctor.Card;
import dev.homeport.doctor.Chart;
import dev.homeport.doctor.Chart.Configured;
import dev.homeport.doctor.Check;
import dev.homeport.doctor.Doctor;
import dev.homeport.doctor.Round;
import dev.homeport.doctor.Sheet;
import dev.homeport.doctor.tunnel.OwnLook;
import dev.homeport.lifecycle.Alarms;
import dev.homeport.role.router.ProviderMaker;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `homeport doctor`: every step of the way, how it is, and the command that mends it.
@Command(
    name = "doctor",
    description = "Looks at every step from the client to the model, and says what mends each.",
    footer = {
      "",
      "Nothing is changed without --fix, which closes files with secrets to others and makes",
      "missing folders. Exit codes: 0 nothing failed, 1 something did, 78 bad configuration."
    })
final class DoctorCommand implements Callable<Integer> {
  private static final Map<String, String> ANY_PROVIDER =
      Map.of("router.providers.home.kind", "ollama", "router.providers.home.url", "http://home");

  private final Surroundings around;
  private final Function<DaemonSettings, OwnLook> tunnels;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin final Help help = new Help();

  @Option(names = "--fix", description = "Mends what can be mended safely, and looks again.")
  private boolean fix;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Option(
      names = ConfiguredRole.OPTION,
      paramLabel = ConfiguredRole.LABEL,
      description = "Which role's way; by default of all that the file has a section for.")
  private @Nullable ConfiguredRole role;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Where the role is asked, where not at its own address.")
  private @Nullable String url;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "A key to ask it with; better in the environment as HOMEPORT_KEY.")
  private @Nullable String key;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "A model that shall answer one word, which loads it; by default none is.")
  private @Nullable String model;

  @Mixin private ConfigOptions options = new ConfigOptions();

  /// @param tunnels who looks at a tunnel that no daemon watches
  DoctorCommand(Surroundings around, Function<DaemonSettings, OwnLook> tunnels) {
    this.around = around;
    this.tunnels = tunnels;
  }

  @Override
  public Integer call() throws Exception {
    Inputs inputs = options.in(around.inputs());
    List<ConfiguredRole> roles = ConfiguredRole.asked(role, inputs);
    var alarms = new Alarms(Ticker.system(), _ -> {});
    alarms.start();
    try {
      return look(inputs, roles, alarms);
    } finally {
      alarms.stop();
    }
  }

  private int look(Inputs inputs, List<ConfiguredRole> roles, Alarms alarms)
      throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Chart chart = chart(inputs);
    boolean bad = false;
    var checks = new LinkedHashMap<String, Check>();
    for (ConfiguredRole each : roles) {
      bad |= add(checks, each, chart, inputs, alarms);
    }
    List<Check> all = List.copyOf(checks.values());
    var sheet = Sheet.of(all, Terminal.isColoured(around.env()));
    Card card =
        new Round(Ticker.system(), fix)
            .make(
                all,
                step -> {
                  if (!json) {
                    sheet.lines(step).forEach(out::println);
                    out.flush();
                  }
                });
    if (json) {
      out.println(card.json(Version.number(), roles.stream().map(Object::toString).toList()));
    } else {
      out.println();
      out.println(sheet.summary(card));
    }
    return bad ? Exit.BAD_CONFIGURATION : card.isOk() ? Exit.OK : Exit.FAILED;
  }

  private Chart chart(Inputs inputs) {
    Path named = inputs.envFile();
    Path envFile = inputs.folder().resolve(named == null ? Path.of(".env") : named).normalize();
    URI asked = url == null ? null : HttpAddress.of(url, spec.commandLine());
    return Chart.of(
        around.platform(),
        Version.number(),
        envFile,
        Ticker.system(),
        WallClock.system(),
        asked,
        key == null ? around.env().get("HOMEPORT_KEY") : key,
        model);
  }

  /// Adds a role's; of those that two roles have the first counts. Whether its configuration is
  /// bad.
  private boolean add(
      Map<String, Check> checks, ConfiguredRole each, Chart chart, Inputs inputs, Alarms alarms) {
    var made = new ArrayList<Check>();
    boolean bad =
        switch (each) {
          case DAEMON -> {
            var loaded = DaemonRole.LOADER.load(inputs);
            var configured =
                Configured.of(loaded, good(DaemonRole.LOADER.load(bare(inputs, Map.of()))));
            DaemonSettings settings = configured.settings();
            OwnLook own = settings == null ? OwnLook.none() : tunnels.apply(settings);
            made.addAll(Doctor.daemon(chart, configured, own));
            yield loaded instanceof Loaded.Bad;
          }
          case ROUTER -> {
            var loaded = RouterRole.LOADER.load(inputs);
            var configured =
                Configured.of(loaded, good(RouterRole.LOADER.load(bare(inputs, ANY_PROVIDER))));
            var maker =
                ProviderMaker.once(
                    alarms, configured.settings(), Ticker.system(), WallClock.system());
            made.addAll(Doctor.router(chart, configured, maker::make));
            yield loaded instanceof Loaded.Bad;
          }
        };
    made.forEach(check -> checks.putIfAbsent(check.id(), check));
    return bad;
  }

  /// What there is without a word of the owner's: a role whose configuration is wrong may run all
  /// the same, by an older one or with what is built in.
  ///
  /// @param provider a router must have one, of which nothing is asked then
  private static Inputs bare(Inputs inputs, Map<String, String> provider) {
    Path nowhere = inputs.stateFolder().resolve("no such folder");
    String port = inputs.env().get("PORT");
    return Inputs.of(
            port == null ? Map.of() : Map.of("PORT", port),
            nowhere,
            List.of(),
            inputs.stateFolder(),
            SecretStore.none())
        .withFlags(provider);
  }

  private static <S> @Nullable S good(Loaded<S> loaded) {
    return loaded instanceof Loaded.Good<S> good ? good.settings() : null;
  }
}
