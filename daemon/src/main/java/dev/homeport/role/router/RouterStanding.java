package dev.homeport.role.router;

import dev.homeport.catalogue.Catalogue;
import dev.homeport.chat.ModelCard;
import dev.homeport.condition.Conditions;
import dev.homeport.condition.Patient;
import dev.homeport.condition.Pin;
import dev.homeport.condition.Preference;
import dev.homeport.config.door.TunnelKind;
import dev.homeport.config.provider.ProviderSettings;
import dev.homeport.config.router.RouterSettings;
import dev.homeport.journal.Metrics.Gauge;
import dev.homeport.probe.provider.CatalogueWatch;
import dev.homeport.probe.provider.Reach;
import dev.homeport.probe.provider.Reach.State;
import dev.homeport.resilience.ByteBudget;
import dev.homeport.role.CommonStanding;
import dev.homeport.role.tunnel.TwingatePage;
import dev.homeport.server.Standing;
import dev.homeport.time.WallClock;
import dev.homeport.wire.JsonFields;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// How the router stands, put together from the snapshots of those who know.
record RouterStanding(
    CommonStanding common,
    Supplier<RouterSettings> settings,
    Catalogue catalogue,
    CatalogueWatch watch,
    Conditions conditions,
    RouterAccounts accounts,
    WallClock wall,
    ToLongFunction<String> probes,
    Supplier<dev.homeport.tunnel.twingate.client.Standing> twingate,
    HomeRecord homes,
    Supplier<@Nullable List<JsonFields>> alerts,
    ByteBudget bodies)
    implements Standing {
  /// No model is called so, and whatever is held against it is held against all.
  private static final String WHATEVER = "";

  private static final Reach UNWATCHED = new Reach(State.UNKNOWN, null, Instant.EPOCH);

  /// Well while nothing speaks against any of the chain, ill when none can be asked. Why is not for
  /// everybody to read: it names who is asked, and what is the matter with them.
  @Override
  public Mood mood() {
    List<String> chain = settings.get().chain();
    List<ProviderStanding> standings =
        standings().stream().filter(each -> chain.contains(each.name())).toList();
    if (standings.stream()
        .allMatch(each -> each.isSound() && blockedUntil(each.name()).isEmpty())) {
      return Mood.HEALTHY;
    }
    return standings.stream().anyMatch(this::serves) ? Mood.degraded(null) : Mood.unhealthy(null);
  }

  private boolean serves(ProviderStanding standing) {
    return blockedUntil(standing.name()).isEmpty()
        && standing.serves(
            catalogue.stock().models(standing.name()).stream().map(ModelCard::name).toList());
  }

  private Optional<Instant> blockedUntil(String provider) {
    return accounts.blockedUntil(provider, wall.now());
  }

  /// How each stands: those of the chain in its order, then the others.
  private List<ProviderStanding> standings() {
    List<Patient> patients = conditions.patients();
    return ordered().stream().map(each -> standing(each.name(), patients)).toList();
  }

  private ProviderStanding standing(String name, List<Patient> patients) {
    return ProviderStanding.of(
        name,
        watch.reach(name).orElse(UNWATCHED),
        conditions.of(name, WHATEVER),
        patients.stream().filter(each -> each.provider().equals(name)).toList());
  }

  private List<ProviderSettings> ordered() {
    RouterSettings now = settings.get();
    return now.providers().stream()
        .sorted(
            Comparator.comparingInt(
                each -> {
                  int place = now.chain().indexOf(each.name());
                  return place < 0 ? Integer.MAX_VALUE : place;
                }))
        .toList();
  }

  @Override
  public void detail(JsonFields page, boolean all) {
    RouterSettings now = settings.get();
    List<Patient> patients = conditions.patients();
    var reasons = new ArrayList<String>();
    var providers = new ArrayList<JsonFields>();
    for (ProviderSettings each : ordered()) {
      ProviderStanding standing = standing(each.name(), patients);
      if (now.chain().contains(each.name()) && !standing.isSound()) {
        reasons.add(standing.reason(all));
      } else if (now.chain().contains(each.name())) {
        blockedUntil(each.name())
            .ifPresent(
                until ->
                    reasons.add(
                        each.name() + ": every account is blocked, until " + instant(until)));
      }
      providers.add(provider(each, standing, all));
    }
    page.putIfThere("reason", reasons.isEmpty() ? null : String.join("; ", reasons));
    common.putBefore(page);
    page.put("role", "router");
    page.put("chain", now.chain());
    page.put("fallback", !now.alone());
    conditions.pinned().ifPresent(pin -> page.put("pinned", pinned(pin)));
    page.put("providers", providers);
    List<JsonFields> preferred =
        conditions.preferences().stream().map(RouterStanding::preferred).toList();
    page.putIfThere("preferred", preferred.isEmpty() ? null : preferred);
    if (all) {
      page.putIfThere("alerts", alerts.get());
    }
    page.put("bodies_bytes", bodies.held());
    page.put("requests", common.requests());
    page.put("config", common.config());
  }

  private JsonFields provider(ProviderSettings settings, ProviderStanding standing, boolean all) {
    var part = new JsonFields();
    part.put("name", settings.name());
    part.put("kind", settings.kind().name().toLowerCase(Locale.ROOT));
    if (all) {
      part.put("url", settings.url().toString());
    }
    part.put("state", standing.state().word());
    part.put("cause", standing.cause());
    if (all) {
      part.put("detail", standing.detail());
    }
    part.put("since", instant(standing.since()));
    part.put("next_try", instant(standing.nextTry()));
    part.put("strikes", standing.strikes());
    part.put("probes", probes.applyAsLong(settings.name()));
    if (settings.tunnel() == TunnelKind.TWINGATE) {
      part.put("tunnel", TwingatePage.fields(twingate.get(), all));
    }
    part.put("resting", standing.models().stream().map(each -> model(each, all)).toList());
    part.put("models", catalogue.stock().models(settings.name()).size());
    part.putIfThere("outside", homes.of(settings.name(), all));
    part.put("models_seen", instant(catalogue.stock().seen(settings.name()).orElse(null)));
    return part;
  }

  private static JsonFields model(Patient patient, boolean all) {
    var part = new JsonFields();
    part.put("model", patient.model());
    part.put("cause", patient.why().cause());
    if (all) {
      part.put("detail", patient.why().detail());
    }
    part.put("since", instant(patient.since()));
    part.put("next_try", instant(ProviderStanding.nextTry(patient, patient.until())));
    part.put("strikes", patient.strikes());
    return part;
  }

  private static JsonFields pinned(Pin pin) {
    return new JsonFields().put("provider", pin.provider()).put("until", instant(pin.until()));
  }

  private static JsonFields preferred(Preference preference) {
    return new JsonFields()
        .put("model", preference.model())
        .put("provider", preference.provider())
        .put("until", instant(preference.until()));
  }

  private static @Nullable String instant(@Nullable Instant instant) {
    return instant == null ? null : instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  @Override
  public String metrics() {
    var gauges = new ArrayList<Gauge>();
    gauges.add(new Gauge("homeport_up_seconds", "Since the start.", common.uptime().toSeconds()));
    gauges.add(new Gauge("homeport_bodies_bytes", "Bodies held now.", bodies.held()));
    gauges.add(
        new Gauge(
            "homeport_config_problems",
            "What is wrong with the files, which therefore do not hold.",
            common.problems().size()));
    List<ProviderStanding> standings = standings();
    for (ProviderStanding each : standings) {
      State state = watch.reach(each.name()).orElse(UNWATCHED).state();
      gauges.add(
          Gauge.of(
              "homeport_provider_up",
              "Whether a provider answers when it is asked for its models.",
              "provider",
              each.name(),
              state == State.UNKNOWN ? null : state == State.ANSWERS ? 1 : 0));
    }
    for (ProviderStanding each : standings) {
      gauges.add(
          Gauge.of(
              "homeport_provider_rests",
              "How many rest because they failed: the provider itself, and models of it.",
              "provider",
              each.name(),
              each.rests()));
    }
    gauges.addAll(AccountGauges.of(accounts.standing(), wall.now()));
    return common.counts().text(gauges);
  }
}
