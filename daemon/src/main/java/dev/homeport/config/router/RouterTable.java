package dev.homeport.config.router;

import static dev.homeport.config.table.Setting.Trait.LATER;
import static dev.homeport.config.table.Setting.Trait.RESTART;
import static dev.homeport.config.table.Setting.Trait.SECRET;
import static dev.homeport.config.table.Setting.Trait.VARIABLE_ONLY;

import dev.homeport.config.door.AlertRows;
import dev.homeport.config.door.AlertSettings;
import dev.homeport.config.door.Door;
import dev.homeport.config.door.GivenKeys;
import dev.homeport.config.door.LedgerUrl;
import dev.homeport.config.door.StateUrl;
import dev.homeport.config.provider.Named;
import dev.homeport.config.provider.ProviderRows;
import dev.homeport.config.router.Budget.Period;
import dev.homeport.config.router.Spending.Price;
import dev.homeport.config.table.Setting;
import dev.homeport.config.table.Table;
import dev.homeport.config.value.Addresses;
import dev.homeport.config.value.Amounts;
import dev.homeport.config.value.Listen;
import dev.homeport.config.value.Many;
import dev.homeport.config.value.One;
import dev.homeport.config.value.Secret;
import dev.homeport.config.value.Texts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The router's settings, each declared once; those of its door for both roles, those of its
/// providers for each of them.
final class RouterTable {
  static final String HOST = "0.0.0.0";
  static final Door DOOR = Door.of("router", HOST + ":11435");

  /// The port alone, as hosting platforms set it.
  static final Setting<Integer> PORT =
      Setting.of("PORT", Amounts.count(0, 65_535), "", "the port where clients ask")
          .being(RESTART)
          .being(VARIABLE_ONLY)
          .named("PORT");

  static final Setting<String> PROVIDER =
      Setting.of("LLM_PROVIDER", Texts.TEXT, "", "auto, or the one provider to ask")
          .being(VARIABLE_ONLY)
          .named("LLM_PROVIDER");
  static final Setting<List<String>> CHAIN =
      Setting.of(
              "router.chain",
              new Many<>(Texts.TEXT, "[ home, openrouter ]"),
              "",
              "who is asked, in that order")
          .named("LLM_CHAIN");
  static final Setting<ModelMap> MODELS = models(List.of());

  static final Setting<Duration> COOLDOWN =
      Setting.of("router.health.cooldown", upTo(30), "5m", "how long a provider that failed rests");
  static final Setting<Duration> PREFER =
      Setting.of(
          "router.health.prefer", upTo(30), "30m", "how long the one that worked is preferred");
  static final Setting<Duration> PROBE =
      Setting.of(
          "router.health.probe",
          Amounts.duration(Duration.ofMillis(100), Duration.ofDays(1)),
          "30s",
          "how often one that rests is tried");
  static final Setting<Duration> HOLD =
      Setting.of("router.health.hold", upTo(1), "20s", "how long a client waits for a head");
  static final Setting<Duration> KEEP_ALIVE =
      Setting.of(
          "router.health.keep-alive",
          Amounts.duration(Duration.ofMillis(100), Duration.ofHours(1)),
          "12s",
          "how often it hears from us then");
  static final Setting<Boolean> CONTINUATION =
      Setting.of("router.continuation", Texts.SWITCH, "on", "on | off: go on with cut answers")
          .being(LATER);

  static final Setting<List<Budget>> MONTHLY =
      Setting.of(
              "router.budgets.monthly",
              new BudgetRows(Period.MONTHLY),
              "",
              "100 USD, or { limit, on-exceed: stop | alert, per, name }")
          .like("100 USD");
  static final Setting<List<Budget>> DAILY =
      Setting.of(
              "router.budgets.daily",
              new BudgetRows(Period.DAILY),
              "",
              "per: deployment | key | user | tenant | provider")
          .like("{ limit: 10 USD, on-exceed: alert }");
  static final Setting<Integer> FALLBACK_SHARE =
      Setting.of(
          "router.budgets.fallback-share",
          Amounts.percent(),
          "5%",
          "of an hour's answers may come from elsewhere, untold");
  static final Setting<List<Price>> PRICES = prices(List.of());
  static final Setting<List<AlertSettings>> ALERTS =
      AlertRows.of(
          "router.alerts", false, "[ { webhook: https://example.com/1, on: [ budget ] } ]");
  static final Setting<Twingate.Client> TWINGATE_CLIENT =
      Setting.of(
          "router.twingate.client",
          Texts.choice(Twingate.Client.class),
          "auto",
          "auto | userspace | system | off: how homes are reached by it");
  static final Setting<Secret> TWINGATE_KEY =
      Setting.of(
              "router.twingate.service-key",
              ServiceKey.KIND,
              "",
              "the JSON that Twingate gave out, or a file of it")
          .being(SECRET)
          .named("TWINGATE_SERVICE_KEY")
          .like("${TWINGATE_SERVICE_KEY}");
  static final Setting<String> TWINGATE_NETWORK =
      Setting.of(
              "router.twingate.network",
              Texts.TEXT,
              "",
              "the tenant (TWINGATE_NETWORK); the key names it too")
          .named("TWINGATE_NETWORK")
          .like("acme");
  static final Setting<Listen> TWINGATE_PROXY =
      Setting.of(
          "router.twingate.proxy",
          Addresses.LISTEN,
          "127.0.0.1:9999",
          "where the client's HTTP proxy is, or shall be");

  private RouterTable() {}

  /// What the providers of these names call the models.
  private static Setting<ModelMap> models(List<String> providers) {
    return Setting.of("router.models", new ModelRows(providers), "", "who calls a model what");
  }

  /// What a million tokens cost at the providers of these names.
  private static Setting<List<Price>> prices(List<String> providers) {
    return Setting.of("router.prices", new PriceRows(providers), "", "for a million tokens")
        .like("{ \"openrouter/qwen*\": { in: 0.5 USD, out: 2 USD } }");
  }

  private static One<Duration> upTo(int days) {
    return Amounts.duration(Duration.ZERO, Duration.ofDays(days));
  }

  /// The table of a router with these providers.
  static Table of(List<ProviderRows> providers) {
    List<String> names = providers.stream().map(ProviderRows::named).map(Named::name).toList();
    return new Table(
        rows(
            CHAIN,
            providers.stream().<Setting<?>>flatMap(rows -> rows.all().stream()).toList(),
            models(names),
            prices(names)),
        Set.of("daemon"),
        Set.of(ProviderRows.SECTION));
  }

  /// All rows.
  static List<Setting<?>> rows(
      Setting<List<String>> chain,
      List<Setting<?>> providers,
      Setting<ModelMap> models,
      Setting<List<Price>> prices) {
    var rows = new ArrayList<Setting<?>>();
    rows.add(DOOR.listen());
    rows.add(PORT);
    rows.add(DOOR.auth());
    rows.add(DOOR.pathKeys());
    rows.add(DOOR.cors());
    rows.add(DOOR.metrics());
    rows.add(DOOR.logFormat());
    rows.add(DOOR.logLevel());
    rows.add(DOOR.body());
    rows.add(DOOR.bodies());
    rows.add(DOOR.header());
    rows.add(DOOR.headerWait());
    rows.add(DOOR.bodyRate());
    rows.add(PROVIDER);
    rows.add(chain);
    rows.addAll(providers);
    rows.add(models);
    rows.addAll(
        List.of(
            COOLDOWN,
            PREFER,
            PROBE,
            HOLD,
            KEEP_ALIVE,
            CONTINUATION,
            MONTHLY,
            DAILY,
            FALLBACK_SHARE,
            prices,
            ALERTS,
            TWINGATE_CLIENT,
            TWINGATE_KEY,
            TWINGATE_NETWORK,
            TWINGATE_PROXY,
            StateUrl.STATE,
            LedgerUrl.LEDGER,
            StateUrl.KEEP,
            GivenKeys.KEYS));
    return rows;
  }
}
