package dev.homeport.config.router;

import static dev.homeport.config.router.RouterTable.DOOR;

import dev.homeport.config.Reading;
import dev.homeport.config.Role.Judgement;
import dev.homeport.config.door.DoorChecks;
import dev.homeport.config.door.LedgerUrl;
import dev.homeport.config.door.StateUrl;
import dev.homeport.config.provider.HomeNames;
import dev.homeport.config.provider.ProviderAssembly;
import dev.homeport.config.provider.ProviderRows;
import dev.homeport.config.provider.Providers;
import dev.homeport.config.provider.WellKnown;
import dev.homeport.config.router.Budget.Per;
import dev.homeport.config.router.Spending.Price;
import dev.homeport.config.source.Nearest;
import dev.homeport.config.source.Origin;
import dev.homeport.config.source.Problem;
import dev.homeport.config.table.Setting;
import dev.homeport.config.table.Table;
import dev.homeport.config.table.Values;
import dev.homeport.config.value.Listen;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Judges a router's configuration with these providers in it.
record RouterJudgement(List<ProviderRows> providers, Table table) implements Judgement {
  private static final DoorChecks.Words WORDS =
      new DoorChecks.Words(
          "this router",
          "what this router's keys pay for",
          "any web page may use this router in its visitors' browsers");

  RouterJudgement(List<ProviderRows> providers) {
    this(providers, RouterTable.of(providers));
  }

  @Override
  public Values judge(Reading reading) {
    Providers natures = Providers.begin(providers, reading, Values.none());
    Map<String, String> defaults = new LinkedHashMap<>(natures.defaults());
    defaults.put(StateUrl.STATE.path(), StateUrl.fileIn(reading.stateFolder()));
    reading.candidates().addDefaults(defaults);
    Values values = natures.values();
    for (Setting<?> setting : table.settings()) {
      if (!natures.hasJudged(setting)) {
        values = reading.judge(setting, values);
      }
    }
    values = LedgerUrl.completed(port(natures.completed(values)), reading.places());
    values = new TwingateChecks(providers, reading).read(values);
    check(values, natures, reading);
    return values;
  }

  /// A hosting platform's port counts where no flag and no variable says where to listen, on the
  /// host that the file names.
  private static Values port(Values values) {
    boolean isLeftOpen =
        switch (values.origin(DOOR.listen())) {
          case Origin.InFile _, Origin.Whole _, Origin.BuiltIn _ -> true;
          case Origin.CommandLine _, Origin.Environment _, Origin.EnvLine _ -> false;
        };
    String host = values.maybe(DOOR.listen()).map(Listen::host).orElse(RouterTable.HOST);
    return values
        .maybe(RouterTable.PORT)
        .filter(_ -> isLeftOpen)
        .map(
            port ->
                values.with(DOOR.listen(), new Listen(host, port), values.origin(RouterTable.PORT)))
        .orElse(values);
  }

  private void check(Values values, Providers natures, Reading reading) {
    natures.check(values);
    if (providers.isEmpty()) {
      reading.findings().problem(nobody(reading));
    } else {
      List<String> names = providers.stream().map(rows -> rows.named().name()).toList();
      Chain.check(values, names, reading.findings());
    }
    var door = new DoorChecks(DOOR, WORDS, values, reading.findings());
    door.twoNames(table, reading.sources().environment());
    door.bodies();
    LedgerUrl.check(values, reading.places(), reading.findings());
    door.metrics();
    for (ProviderRows rows : providers) {
      door.notItself(rows.url(), "name the provider's own address");
    }
    door.openness();
    door.alerts(RouterTable.ALERTS, false);
    budgets(values, reading);
    prices(values, reading);
    door.laterOnes(table);
  }

  /// Whether a budget is for a provider that is not there.
  private void budgets(Values values, Reading reading) {
    List<String> names = providers.stream().map(rows -> rows.named().name()).toList();
    for (Setting<List<Budget>> period : List.of(RouterTable.MONTHLY, RouterTable.DAILY)) {
      for (Budget budget : values.maybe(period).orElse(List.of())) {
        String name = budget.name();
        if (budget.per() == Per.PROVIDER
            && name != null
            && HomeNames.meant(name, names).isEmpty()) {
          reading
              .findings()
              .warning(
                  values.problem(
                      period,
                      "names " + name + ", which is no provider here",
                      Nearest.to(name, names)
                          .map(near -> "did you mean " + near + "?")
                          .orElse("there are " + String.join(", ", names))));
        }
      }
    }
  }

  /// Whether a price is for a home, which costs nothing whatever is written.
  private void prices(Values values, Reading reading) {
    for (Price price : values.maybe(RouterTable.PRICES).orElse(List.of())) {
      boolean home =
          providers.stream()
              .anyMatch(
                  rows ->
                      rows.named().name().equals(price.provider())
                          && ProviderAssembly.isHome(rows, values));
      if (home && !price.isFree()) {
        reading
            .findings()
            .warning(
                values.problem(
                    RouterTable.PRICES,
                    "has a price for " + price.provider() + "/" + price.model(),
                    "take it away: home costs nothing, so it is not counted"));
      }
    }
  }

  private static Problem nobody(Reading reading) {
    String signs =
        Stream.of(WellKnown.values()).map(WellKnown::sign).collect(Collectors.joining(", "));
    return new Problem(
        reading.sources().file().map(Object::toString).orElse("environment"),
        ProviderRows.SECTION,
        "there is nobody who could answer",
        "set one of " + signs + ", or name a provider in homeport.yaml");
  }
}
