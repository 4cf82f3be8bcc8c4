package dev.homeport.routing;

import dev.homeport.catalogue.Menu;
import dev.homeport.catalogue.Serving;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// All that a plan depends on besides the request, at one moment.
///
/// @param chain who is asked, in this order
/// @param reserve who else there is, asked only where a client wants just them
/// @param serving what each has for a name
/// @param bearing how they stand
/// @param alone whether the chain is one provider because the settings want it so
public record Snapshot(
    List<Contender> chain,
    List<Contender> reserve,
    Serving serving,
    Bearing bearing,
    boolean alone) {
  /// The same where all are well.
  public Snapshot(List<Contender> chain, List<Contender> reserve, Serving serving) {
    this(chain, reserve, serving, Bearing.ALL_WELL, false);
  }

  /// The one provider that a client, an operator or the settings want, in this order; nothing where
  /// anybody will do.
  public @Nullable String wanted(Wish wish) {
    if (wish.only() != null) {
      return wish.only();
    }
    String pinned = bearing.pinned();
    if (pinned != null && contender(pinned).filter(each -> isFor(wish, each)).isPresent()) {
      return pinned;
    }
    return alone && isFor(wish, chain.getFirst()) ? chain.getFirst().name() : null;
  }

  /// What never leaves home is nothing that an operator or the settings can send elsewhere.
  private static boolean isFor(Wish wish, Contender contender) {
    return !wish.homeOnly() || contender.source().isHome();
  }

  /// The homes of the chain; where it has none, those there are.
  List<Contender> homes() {
    List<Contender> first = chain.stream().filter(each -> each.source().isHome()).toList();
    return first.isEmpty()
        ? reserve.stream().filter(each -> each.source().isHome()).toList()
        : first;
  }

  /// Copies the lists.
  public Snapshot {
    chain = List.copyOf(chain);
    reserve = List.copyOf(reserve);
  }

  /// The same without anybody but homes.
  Snapshot ofHomes() {
    return new Snapshot(
        chain.stream().filter(each -> each.source().isHome()).toList(),
        reserve.stream().filter(each -> each.source().isHome()).toList(),
        serving,
        bearing,
        alone);
  }

  /// The provider of that name.
  Optional<Contender> contender(String name) {
    return Stream.concat(chain.stream(), reserve.stream())
        .filter(contender -> contender.name().equals(name))
        .findFirst();
  }

  /// The names of all, those of the chain first.
  List<String> names() {
    return Stream.concat(chain.stream(), reserve.stream()).map(Contender::name).toList();
  }

  /// The model that is meant where a client names none: what the row `*` has for home. Nothing
  /// where it has nothing; then each provider has its own.
  @Nullable String standard() {
    for (Contender contender : chain) {
      String standard = serving.names().standard(contender.name());
      if (contender.source().isHome() && standard != null) {
        return standard;
      }
    }
    return null;
  }

  /// What clients are shown whose questions never leave home.
  public Menu homeMenu() {
    return new Menu(homes().stream().map(Contender::source).toList(), serving);
  }

  /// What clients are shown of the chain.
  public Menu menu() {
    return new Menu(chain.stream().map(Contender::source).toList(), serving);
  }
}
