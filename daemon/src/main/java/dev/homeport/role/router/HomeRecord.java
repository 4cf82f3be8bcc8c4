package dev.homeport.role.router;

import dev.homeport.config.door.TunnelKind;
import dev.homeport.config.provider.ProviderSettings;
import dev.homeport.config.router.RouterSettings;
import dev.homeport.journal.Event.Weight;
import dev.homeport.journal.Journal;
import dev.homeport.server.Lookout;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import dev.homeport.tunnel.outside.Abreast;
import dev.homeport.tunnel.outside.Approach;
import dev.homeport.tunnel.outside.Limits;
import dev.homeport.tunnel.outside.PresencePage;
import dev.homeport.tunnel.outside.PublicVantage;
import dev.homeport.tunnel.outside.dns.SystemResolver;
import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.sight.HomeState;
import dev.homeport.wire.JsonFields;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// The router's own record of how its homes look from outside.
///
/// A Mac asks for it and gives a nonce; then the router looks, at the addresses in its own settings
/// and at no other, and at each of them no more often than every few seconds: who asks meanwhile
/// hears what that look saw.
final class HomeRecord implements Lookout {
  private final Supplier<List<Home>> homes;
  private final PublicVantage vantage;
  private final Supplier<Approach> twingate;
  private final String instance;
  private final Journal journal;
  private final Ticker ticker;
  private final WallClock wall;

  /// By name; those that are no longer there are taken out by whoever asks.
  private final Map<String, Watched> watched = new ConcurrentHashMap<>();

  /// One home by the settings.
  ///
  /// @param tunnel how requests come there
  /// @param caBundle whose certificates are trusted there; nothing where Java's own trust will do
  record Home(String name, URI url, TunnelKind tunnel, @Nullable Path caBundle) {}

  /// One that is looked at, as long as its address stays the same.
  private record Watched(Home home, Sharing<PresencePage.Home> sharing) {}

  /// The homes that there are by these settings.
  static List<Home> in(RouterSettings settings) {
    return settings.providers().stream()
        .filter(ProviderSettings::isHome)
        .map(each -> new Home(each.name(), each.url(), each.tunnel(), each.caBundle()))
        .toList();
  }

  /// That of a router, which looks from where it is.
  static HomeRecord of(
      Supplier<RouterSettings> settings,
      Supplier<Approach> twingate,
      String instance,
      Journal journal,
      Ticker ticker,
      WallClock wall) {
    var vantage =
        new PublicVantage(
            new PublicVantage.Parts(
                "router",
                new SystemResolver(),
                () -> Limits.ASKED,
                PublicVantage::usualTrust,
                ticker,
                wall));
    return new HomeRecord(
        () -> in(settings.get()), vantage, twingate, instance, journal, ticker, wall);
  }

  HomeRecord(
      Supplier<List<Home>> homes,
      PublicVantage vantage,
      Supplier<Approach> twingate,
      String instance,
      Journal journal,
      Ticker ticker,
      WallClock wall) {
    this.homes = homes;
    this.vantage = vantage;
    this.twingate = twingate;
    this.instance = instance;
    this.journal = journal;
    this.ticker = ticker;
    this.wall = wall;
  }

  @Override
  public JsonFields page(@Nullable String nonce) throws InterruptedException {
    var looks = new ArrayList<Abreast.Look<PresencePage.Home>>();
    for (Watched each : watched().values()) {
      looks.add(() -> nonce == null ? each.sharing().last() : fresh(each, nonce));
    }
    List<PresencePage.Home> homes = looks.isEmpty() ? List.of() : Abreast.all(looks);
    return new PresencePage(instance, wall.now(), homes).fields();
  }

  /// What was seen of a home last, for the pages about it; nothing of what is no home.
  ///
  /// @param all whether addresses may be named
  @Nullable JsonFields of(String provider, boolean all) {
    Watched home = watched().get(provider);
    if (home == null) {
      return null;
    }
    PresencePage.Home last = home.sharing().last();
    Finding trouble = last.trouble();
    var part = new JsonFields().put("state", last.state().word());
    part.put("cause", trouble == null ? null : trouble.cause().word());
    if (all) {
      part.put("what", trouble == null ? null : trouble.what());
      part.put("next", trouble == null ? null : trouble.next());
      part.put("home_instance", last.instance());
    }
    part.put("checked", text(last.checked()));
    part.put("since", text(last.since()));
    return part.put("took_ms", last.took() == null ? null : last.took().toMillis());
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }

  /// The homes of the moment, in the order of the settings. One whose address has changed is new.
  private Map<String, Watched> watched() {
    var now = new LinkedHashMap<String, Watched>();
    for (Home each : homes.get()) {
      now.put(
          each.name(),
          Objects.requireNonNull(
              watched.compute(
                  each.name(),
                  (_, known) ->
                      known != null && known.home().equals(each)
                          ? known
                          : new Watched(each, new Sharing<>(unseen(each), ticker)))));
    }
    watched.keySet().retainAll(now.keySet());
    return now;
  }

  private static PresencePage.Home unseen(Home home) {
    return new PresencePage.Home(
        home.name(),
        home.url(),
        HomeState.STARTING,
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(),
        List.of());
  }

  private PresencePage.Home fresh(Watched home, String nonce) throws InterruptedException {
    return home.sharing().fresh(last -> look(home.home(), last, nonce));
  }

  private PresencePage.Home look(Home home, PresencePage.Home last, String nonce)
      throws InterruptedException {
    PublicVantage.Look seen =
        vantage.look(home.url(), null, nonce, approach(home), () -> trust(home));
    Finding trouble = seen.view().trouble();
    HomeState state = trouble == null ? HomeState.FINE : trouble.cause().state();
    Instant now = wall.now();
    boolean same = state == last.state() && Objects.equals(cause(trouble), cause(last.trouble()));
    if (!same) {
      tell(home.name(), state, trouble);
    }
    return new PresencePage.Home(
        home.name(),
        home.url(),
        state,
        trouble,
        now,
        same ? last.since() : now,
        seen.took(),
        seen.instance(),
        seen.echoed() ? nonce : null,
        seen.view().evidence(),
        seen.view().notices());
  }

  private Approach approach(Home home) {
    return switch (home.tunnel()) {
      case TWINGATE -> twingate.get();
      case TAILSCALE, LINK, DIRECT -> new Approach.Straight();
    };
  }

  private static SSLSocketFactory trust(Home home) {
    SSLSocketFactory own = ProviderMaker.trust(home.caBundle());
    return own == null ? PublicVantage.usualTrust() : own;
  }

  private void tell(String name, HomeState state, @Nullable Finding trouble) {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("provider", name);
    facts.put("state", state.word());
    if (trouble != null) {
      facts.put("cause", trouble.cause().word());
      facts.put("what", trouble.what());
    }
    journal.note(trouble == null ? Weight.INFO : Weight.WARN, "home seen from here", facts);
  }

  private static @Nullable Cause cause(@Nullable Finding trouble) {
    return trouble == null ? null : trouble.cause();
  }
}
