package dev.homeport.config.router;

import dev.homeport.config.judge.Findings;
import dev.homeport.config.provider.HomeNames;
import dev.homeport.config.provider.WellKnown;
import dev.homeport.config.source.Nearest;
import dev.homeport.config.table.Setting;
import dev.homeport.config.table.Values;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Who is asked, in that order.
///
/// @param names of providers
/// @param alone whether it is one by request, so that nobody answers in its place
record Chain(List<String> names, boolean alone) {
  private static final String AUTO = "auto";

  /// The chain by these values, in which names that nobody has are left out.
  ///
  /// @param providers everybody there is, in the order in which they are written
  static Chain of(Values values, List<Provider> providers) {
    List<String> there = providers.stream().map(Provider::name).toList();
    Optional<String> only = only(values);
    if (only.isPresent()) {
      return new Chain(HomeNames.meant(only.get(), there).stream().toList(), true);
    }
    return new Chain(
        values
            .maybe(RouterTable.CHAIN)
            .map(
                written ->
                    written.stream()
                        .flatMap(name -> HomeNames.meant(name, there).stream())
                        .distinct()
                        .toList())
            .orElseGet(() -> usual(providers)),
        false);
  }

  /// A provider as far as its place in the usual order goes.
  record Provider(String name, boolean home) {
    int rank() {
      return home ? 0 : WellKnown.of(name).map(Enum::ordinal).orElse(WellKnown.values().length);
    }
  }

  /// Homes, then the well-known in their order, then the others as they are written.
  private static List<String> usual(List<Provider> providers) {
    return providers.stream()
        .sorted(Comparator.comparingInt(Provider::rank))
        .map(Provider::name)
        .toList();
  }

  private static Optional<String> only(Values values) {
    return values
        .maybe(RouterTable.PROVIDER)
        .map(name -> name.toLowerCase(Locale.ROOT).equals(AUTO) ? AUTO : name)
        .filter(name -> !name.equals(AUTO));
  }

  /// Tells of names that nobody has, and of those that stand there twice.
  static void check(Values values, List<String> there, Findings findings) {
    only(values).ifPresent(name -> known(name, RouterTable.PROVIDER, values, there, findings));
    values
        .maybe(RouterTable.CHAIN)
        .ifPresent(
            chain -> {
              if (chain.isEmpty()) {
                findings.problem(
                    values.problem(
                        RouterTable.CHAIN, "names nobody", "name a provider, or leave it out"));
              }
              var seen = new LinkedHashSet<String>();
              for (String name : chain) {
                known(name, RouterTable.CHAIN, values, there, findings);
                if (!seen.add(HomeNames.meant(name, there).orElse(name))) {
                  findings.warning(
                      values.problem(
                          RouterTable.CHAIN,
                          "names " + name + " twice; the first place counts",
                          "leave out one"));
                }
              }
            });
  }

  private static void known(
      String name, Setting<?> setting, Values values, List<String> there, Findings findings) {
    if (HomeNames.meant(name, there).isPresent()) {
      return;
    }
    Optional<WellKnown> known = WellKnown.of(name);
    findings.problem(
        values.problem(
            setting,
            "names "
                + name
                + ", "
                + (known.isPresent() ? "which is not configured" : "which is no provider"),
            known
                .map(some -> "set " + some.sign() + ", or leave it out")
                .or(() -> Nearest.to(name, there).map(near -> "did you mean " + near + "?"))
                .orElse("there are " + String.join(", ", there))));
  }
}
