package dev.homeport.config.router;

import static dev.homeport.config.router.RouterTable.DOOR;

import dev.homeport.config.door.GivenKeys;
import dev.homeport.config.door.LedgerPlace;
import dev.homeport.config.door.StatePlace;
import dev.homeport.config.door.StateUrl;
import dev.homeport.config.door.TunnelKind;
import dev.homeport.config.provider.HomeNames;
import dev.homeport.config.provider.ProviderAssembly;
import dev.homeport.config.provider.ProviderSettings;
import dev.homeport.config.router.RouterSettings.Health;
import dev.homeport.config.router.RouterSettings.Limits;
import dev.homeport.config.source.Places;
import dev.homeport.config.table.Values;
import java.util.List;
import java.util.stream.Stream;

/// Makes settings of values; all that can be wrong was found before.
final class RouterAssembly {
  private RouterAssembly() {}

  static RouterSettings settings(Values values, Places places) {
    List<ProviderSettings> providers = ProviderAssembly.settings(values, places);
    Chain chain =
        Chain.of(
            values,
            providers.stream()
                .map(some -> new Chain.Provider(some.name(), some.isHome()))
                .toList());
    return new RouterSettings(
        values.of(DOOR.listen()),
        DOOR.auth(values),
        values.of(DOOR.cors()),
        DOOR.metrics(values),
        DOOR.log(values),
        new Limits(
            values.of(DOOR.body()),
            values.of(DOOR.bodies()),
            Math.toIntExact(values.of(DOOR.header())),
            values.of(DOOR.headerWait()),
            values.of(DOOR.bodyRate())),
        providers,
        chain.names(),
        chain.alone(),
        models(values),
        new Health(
            values.of(RouterTable.COOLDOWN),
            values.of(RouterTable.PREFER),
            values.of(RouterTable.PROBE),
            values.of(RouterTable.HOLD),
            values.of(RouterTable.KEEP_ALIVE)),
        values.of(RouterTable.CONTINUATION),
        providers.stream().anyMatch(RouterAssembly::isByTwingate)
            ? TwingateChecks.settings(values)
            : null,
        StatePlace.local(values, places),
        StatePlace.of(values, places),
        LedgerPlace.of(values, places),
        values.of(StateUrl.KEEP),
        spending(values, providers),
        values.maybe(RouterTable.ALERTS).orElse(List.of()),
        values.maybe(GivenKeys.KEYS).orElse(List.of()));
  }

  private static boolean isByTwingate(ProviderSettings provider) {
    return provider.tunnel() == TunnelKind.TWINGATE;
  }

  private static Spending spending(Values values, List<ProviderSettings> providers) {
    List<String> names = providers.stream().map(ProviderSettings::name).toList();
    return new Spending(
        Stream.of(RouterTable.MONTHLY, RouterTable.DAILY)
            .flatMap(period -> values.maybe(period).stream().flatMap(List::stream))
            .map(budget -> named(budget, names))
            .toList(),
        values.of(RouterTable.FALLBACK_SHARE),
        values.maybe(RouterTable.PRICES).orElse(List.of()));
  }

  /// Home has two names, and one of them is what it is called here.
  private static Budget named(Budget budget, List<String> providers) {
    String name = budget.name();
    return budget.per() == Budget.Per.PROVIDER && name != null
        ? new Budget(
            budget.period(),
            budget.per(),
            HomeNames.meant(name, providers).orElse(name),
            budget.limit(),
            budget.stops())
        : budget;
  }

  private static ModelMap models(Values values) {
    ModelMap written = values.maybe(RouterTable.MODELS).orElse(ModelMap.EMPTY);
    return written.withStandard(
        ProviderAssembly.standardModels(values, provider -> written.standard(provider) != null));
  }
}
