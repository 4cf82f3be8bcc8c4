package dev.homeport.doctor;

import dev.homeport.config.Loaded;
import dev.homeport.config.daemon.DaemonSettings;
import dev.homeport.config.door.TunnelKind;
import dev.homeport.config.provider.Preset;
import dev.homeport.config.provider.ProviderSettings;
import dev.homeport.config.router.RouterSettings;
import dev.homeport.config.router.Twingate;
import dev.homeport.doctor.Chart.Configured;
import dev.homeport.doctor.config.AccessCheck;
import dev.homeport.doctor.config.SettingsCheck;
import dev.homeport.doctor.config.VariablesCheck;
import dev.homeport.doctor.look.Hosts;
import dev.homeport.doctor.look.Listeners;
import dev.homeport.doctor.machine.ClockCheck;
import dev.homeport.doctor.machine.FirewallCheck;
import dev.homeport.doctor.machine.LocalNetworkCheck;
import dev.homeport.doctor.machine.SecretFiles;
import dev.homeport.doctor.machine.SleepCheck;
import dev.homeport.doctor.machine.StateFolder;
import dev.homeport.doctor.machine.StateFolder.Holds;
import dev.homeport.doctor.machine.TwiceCheck;
import dev.homeport.doctor.ollama.AliveCheck;
import dev.homeport.doctor.ollama.AnswerCheck;
import dev.homeport.doctor.ollama.Behind;
import dev.homeport.doctor.ollama.ModelsCheck;
import dev.homeport.doctor.ollama.OpenDoorCheck;
import dev.homeport.doctor.ollama.VersionCheck;
import dev.homeport.doctor.program.JavaCheck;
import dev.homeport.doctor.program.StartCheck;
import dev.homeport.doctor.provider.CreditCheck;
import dev.homeport.doctor.provider.HomeCheck;
import dev.homeport.doctor.provider.HomeHealthCheck;
import dev.homeport.doctor.provider.HomeUrlCheck;
import dev.homeport.doctor.provider.KeyCheck;
import dev.homeport.doctor.provider.ListCheck;
import dev.homeport.doctor.provider.Sight;
import dev.homeport.doctor.standing.LinkCheck;
import dev.homeport.doctor.standing.PageCheck;
import dev.homeport.doctor.standing.Pages;
import dev.homeport.doctor.standing.SkewCheck;
import dev.homeport.doctor.store.Stores;
import dev.homeport.doctor.tunnel.Glimpse;
import dev.homeport.doctor.tunnel.NoticesCheck;
import dev.homeport.doctor.tunnel.OutsideCheck;
import dev.homeport.doctor.tunnel.OwnLook;
import dev.homeport.doctor.tunnel.ServiceKeyCheck;
import dev.homeport.doctor.tunnel.WayCheck;
import dev.homeport.host.Platform.Os;
import dev.homeport.upstream.Provider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Puts together what is looked at, in the order of the way: the program and its settings, the
/// machine, the daemon, Ollama and the tunnel on the Mac; the router, home and the clouds on a
/// router. A check is added by a line here.
public final class Doctor {
  private Doctor() {}

  /// The checks of a Mac.
  ///
  /// @param own looks at the tunnel where no daemon has
  public static List<Check> daemon(
      Chart chart, Configured<DaemonSettings> configured, OwnLook own) {
    var checks = new ArrayList<>(common(chart, configured.loaded(), "daemon"));
    DaemonSettings settings = configured.settings();
    if (settings == null) {
      return checks;
    }
    String tunnel = word(settings.tunnel().kind());
    boolean mac = chart.platform().os() == Os.MACOS;
    checks.add(new AccessCheck("daemon", settings.auth(), settings.listen(), tunnel));
    machine(chart, checks, configured.loaded(), "daemon", settings.state(), Holds.STATE, Set.of());
    if (mac) {
      boolean kept = settings.keepAwake() == DaemonSettings.KeepAwake.ON_AC;
      checks.add(new SleepCheck(chart.tools(), kept));
      checks.add(
          new FirewallCheck("daemon", chart.tools(), settings.listen(), Standings.program(chart)));
      checks.add(new TwiceCheck(chart.tools(), settings.listen().port()));
    }
    Standings role =
        Standings.of(chart, "daemon", settings.listen(), settings.state(), settings.keys());
    checks.addAll(role.checks());
    Behind ollama =
        Behind.at(settings.ollama(), settings.ollamaKey(), chart.platform(), chart.web());
    checks.add(new AliveCheck(ollama));
    checks.add(new VersionCheck(ollama));
    checks.add(new ModelsCheck(ollama, settings.warm()));
    checks.add(new OpenDoorCheck(ollama, Listeners.here(chart.platform())));
    if (chart.model() != null) {
      checks.add(new AnswerCheck(ollama, chart.model()));
    }
    if (mac) {
      checks.add(new LocalNetworkCheck(settings.ollama(), role.page(), ollama.version()));
    }
    var glimpse = new Seen<Glimpse>();
    checks.add(new WayCheck(tunnel, role.page(), own, glimpse));
    if (tunnel != null) {
      checks.add(new NoticesCheck(glimpse));
      checks.add(new OutsideCheck(glimpse, chart.wall()));
    }
    link(chart, checks, settings);
    return checks;
  }

  private static void link(Chart chart, List<Check> checks, DaemonSettings settings) {
    var router = new Seen<String>();
    checks.add(new LinkCheck(settings.link(), chart.web(), router));
    if (settings.link().router() == null) {
      return;
    }
    checks.add(
        new SkewCheck(
            "link.version", "link.router", "the router", router, chart.running().version()));
    boolean twingate = settings.tunnel().kind() == TunnelKind.TWINGATE;
    checks.add(
        new ClockCheck(
            "daemon",
            chart.web().clocks(),
            twingate,
            chart.platform().os(),
            List.of("link.router")));
  }

  /// The checks of a router.
  ///
  /// @param maker makes the providers that the router asks
  public static List<Check> router(
      Chart chart,
      Configured<RouterSettings> configured,
      Function<ProviderSettings, Provider> maker) {
    var checks = new ArrayList<>(common(chart, configured.loaded(), "router"));
    RouterSettings settings = configured.settings();
    if (settings == null) {
      return checks;
    }
    checks.add(new AccessCheck("router", settings.auth(), settings.listen(), null));
    var trusted = new LinkedHashSet<Path>();
    settings.providers().stream()
        .map(ProviderSettings::caBundle)
        .filter(Objects::nonNull)
        .forEach(trusted::add);
    Holds holds = Holds.of(settings.place(), settings.ledger(), settings.state());
    machine(chart, checks, configured.loaded(), "router", settings.state(), holds, trusted);
    if (chart.platform().os() == Os.MACOS) {
      checks.add(
          new FirewallCheck("router", chart.tools(), settings.listen(), Standings.program(chart)));
    }
    Standings standings =
        Standings.of(chart, "router", settings.listen(), settings.state(), settings.keys());
    checks.addAll(standings.checks());
    checks.addAll(Stores.of(settings.place(), settings.ledger(), standings.page(), isHere(chart)));
    boolean twingate =
        settings.providers().stream().anyMatch(each -> each.tunnel() == TunnelKind.TWINGATE);
    if (twingate) {
      Twingate client = settings.twingate();
      checks.add(new PageCheck("router", "twingate", standings.page(), Pages::twingate));
      checks.add(new ServiceKeyCheck(client == null ? null : client.key(), chart.wall()));
    }
    if (configured.loaded() instanceof Loaded.Bad) {
      checks.add(new Unseen("provider.any", "not seen, because of config.router"));
      return checks;
    }
    var asked = new ArrayList<String>();
    for (ProviderSettings each : settings.providers()) {
      checks.add(new KeyCheck(each));
      var sight = new Sight(each, maker, chart.web());
      if (each.isHome()) {
        home(chart, checks, sight);
      } else {
        checks.add(new ListCheck(sight, settings.models()));
        if (each.preset() == Preset.OPENROUTER) {
          checks.add(new CreditCheck(sight, settings.models()));
        }
      }
      asked.add("provider." + each.name() + (each.isHome() ? ".way" : ".list"));
    }
    checks.add(
        new ClockCheck("router", chart.web().clocks(), twingate, chart.platform().os(), asked));
    return checks;
  }

  private static void home(Chart chart, List<Check> checks, Sight sight) {
    var daemon = new Seen<String>();
    var version = new Seen<String>();
    String name = "provider." + sight.settings().name();
    checks.add(new HomeUrlCheck(sight.settings(), chart.platform().env()));
    checks.add(new HomeCheck(sight, daemon));
    checks.add(new HomeHealthCheck(sight, daemon, version));
    checks.add(
        new SkewCheck(
            name + ".version",
            name + ".health",
            "the Mac's daemon",
            version,
            chart.running().version()));
  }

  private static List<Check> common(Chart chart, Loaded<?> loaded, String section) {
    return List.of(
        new SettingsCheck(section, loaded),
        new VariablesCheck(chart.envFile(), chart.platform().env()),
        new JavaCheck(chart.running(), chart.platform()),
        new StartCheck(chart.running()));
  }

  private static void machine(
      Chart chart,
      List<Check> checks,
      Loaded<?> loaded,
      String section,
      Path state,
      Holds holds,
      Set<Path> known) {
    if (!isHere(chart)) {
      return;
    }
    checks.add(new StateFolder(section, state, holds, chart.platform().env(), chart.disk()));
    checks.add(new SecretFiles(section, SecretPlaces.of(chart, loaded, known), List.of(state)));
  }

  private static boolean isHere(Chart chart) {
    return chart.url() == null || Hosts.isThisMachine(Hosts.authority(chart.url()));
  }

  private static @Nullable String word(@Nullable TunnelKind kind) {
    return kind == null ? null : kind.name().toLowerCase(Locale.ROOT);
  }
}
