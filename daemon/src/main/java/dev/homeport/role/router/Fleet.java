package dev.homeport.role.router;

import dev.homeport.account.Pool;
import dev.homeport.account.SharedPool;
import dev.homeport.catalogue.Serving;
import dev.homeport.catalogue.Source;
import dev.homeport.catalogue.Stock;
import dev.homeport.condition.Cooling;
import dev.homeport.config.provider.ProviderSettings;
import dev.homeport.config.router.RouterSettings;
import dev.homeport.probe.provider.Watched;
import dev.homeport.role.Rows;
import dev.homeport.routing.Bearing;
import dev.homeport.routing.Contender;
import dev.homeport.routing.Snapshot;
import dev.homeport.upstream.Provider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The providers of one set of settings. Changed settings make another fleet, which takes over
/// those whose settings are as before, with their connections.
final class Fleet {
  private final RouterSettings settings;
  private final Map<String, Member> members;

  /// One provider, as it is asked and as routing sees it.
  record Member(
      ProviderSettings settings, Provider provider, Watched watched, Contender contender) {}

  private Fleet(RouterSettings settings, Map<String, Member> members) {
    this.settings = settings;
    this.members = members;
  }

  /// The fleet of these settings.
  ///
  /// @param before the one that it takes over from
  static Fleet of(RouterSettings settings, @Nullable Fleet before, ProviderMaker maker) {
    var members = new LinkedHashMap<String, Member>();
    for (ProviderSettings each : settings.providers()) {
      Member known = before == null ? null : before.members.get(each.name());
      members.put(
          each.name(),
          known != null && known.settings().equals(each) ? known : member(each, known, maker));
    }
    return new Fleet(settings, members);
  }

  private static Member member(
      ProviderSettings settings, @Nullable Member before, ProviderMaker maker) {
    Provider provider = maker.make(settings, before == null ? null : before.provider().pool());
    return new Member(
        settings,
        provider,
        maker.watched(settings, provider),
        new Contender(new Source(settings.name(), kindOf(settings)), provider.dialect()));
  }

  static Source.Kind kindOf(ProviderSettings settings) {
    if (settings.kind() != ProviderSettings.Kind.OLLAMA) {
      return Source.Kind.OTHER;
    }
    return settings.isHome() ? Source.Kind.HOME : Source.Kind.OLLAMA;
  }

  /// Those that the other one has not.
  List<Provider> without(Fleet other) {
    return members.values().stream()
        .filter(member -> !member.equals(other.members.get(member.provider().name())))
        .map(Member::provider)
        .toList();
  }

  /// All of them as those whose lists are wanted, in the order of the settings.
  List<Watched> watched() {
    return members.values().stream().map(Member::watched).toList();
  }

  /// All of them.
  List<Provider> providers() {
    return members.values().stream().map(Member::provider).toList();
  }

  /// Whether the one of that name is a home.
  boolean isHome(String name) {
    Member member = members.get(name);
    return member != null && member.settings().isHome();
  }

  /// The accounts of the one of that name; nothing where it has none.
  @Nullable Pool pool(String name) {
    Provider provider = provider(name);
    return provider == null ? null : provider.pool();
  }

  /// All accounts that there are, by those who have them.
  List<SharedPool> pools() {
    return members.values().stream()
        .flatMap(
            member -> member.provider().pool() instanceof SharedPool pool ? Stream.of(pool) : null)
        .toList();
  }

  /// Closes the connections that nobody uses.
  void dropIdle() {
    members.values().forEach(member -> member.provider().dropIdle());
  }

  /// How long the one of that name rests when it fails.
  Cooling cooling(String name) {
    Member member = members.get(name);
    return member == null ? Cooling.OFF : RouterRules.cooling(member.settings(), settings.health());
  }

  /// The one of that name.
  @Nullable Provider provider(String name) {
    Member member = members.get(name);
    return member == null ? null : member.provider();
  }

  /// The first home of the chain.
  Optional<Provider> home() {
    return settings.chain().stream()
        .map(members::get)
        .filter(member -> member != null && member.settings().isHome())
        .map(Member::provider)
        .findFirst();
  }

  /// The name that is meant by what a client calls a provider.
  String meant(String name) {
    return settings.provider(name).map(ProviderSettings::name).orElse(name);
  }

  /// What routing has to know, with this stock of models.
  Snapshot snapshot(Stock stock, Bearing bearing) {
    var chain = new ArrayList<Contender>();
    var reserve = new ArrayList<Contender>();
    for (String name : settings.chain()) {
      Member member = members.get(name);
      if (member != null) {
        chain.add(member.contender());
      }
    }
    for (Member member : members.values()) {
      if (!chain.contains(member.contender())) {
        reserve.add(member.contender());
      }
    }
    return new Snapshot(
        chain, reserve, new Serving(new Rows(settings.models()), stock), bearing, settings.alone());
  }
}
