package dev.homeport.routing;

import dev.homeport.condition.Blame.Outlook;
import dev.homeport.condition.Condition;
import dev.homeport.routing.Leg.Hope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The order in which those are asked who could answer, by their health.
///
/// Who is well comes in the place that the chain gives it, then who is just coming back and has its
/// hands full. Who rests is skipped; but before a request fails because all others have, those are
/// tried that may be back at any moment, and where there is nobody else, whoever is back first.
///
/// That all accounts of somebody are blocked is a fact and no guess: it is not tried at all.
record Order(List<Leg> legs, List<Skipped> resting) {
  /// As many of those who rest are tried after others have failed: a black hole costs its deadline.
  private static final int MOST_RESORTS = 2;

  /// Somebody who rests, as a leg.
  private record Sleeper(Leg leg, Instant until, Outlook outlook) {}

  /// The order of these legs.
  ///
  /// @param preferred who has answered lately in another's place; nothing where nobody has
  static Order of(List<Leg> able, @Nullable String preferred, Bearing bearing) {
    boolean holds =
        preferred != null
            && able.stream()
                .anyMatch(leg -> leg.provider().equals(preferred) && isFit(leg, bearing));
    var ready = new ArrayList<Leg>();
    var later = new ArrayList<Leg>();
    var sleepers = new ArrayList<Sleeper>();
    var resting = new ArrayList<Skipped>();
    boolean met = false;
    for (Leg leg : able) {
      met |= leg.provider().equals(preferred);
      Instant blocked = bearing.blockedUntil(leg.provider(), leg.model());
      if (blocked != null) {
        resting.add(new Skipped(leg.provider(), new Skipped.AccountsBlocked(blocked)));
        continue;
      }
      switch (bearing.of(leg.provider(), leg.model())) {
        case Condition.Well _ -> ready.add(leg);
        case Condition.Recovering(int room) -> (room > 0 ? ready : later).add(leg);
        case Condition.Unproven(String cause, _, boolean free) ->
            (free && (met || !holds) ? ready : later).add(leg.after(cause));
        case Condition.Resting(String cause, _, _, Instant until, Outlook outlook) -> {
          sleepers.add(new Sleeper(leg.as(Hope.LAST_RESORT).after(cause), until, outlook));
          resting.add(new Skipped(leg.provider(), new Skipped.Resting(cause, until)));
        }
      }
    }
    ready.addAll(later);
    return new Order(
        Stream.concat(ready.stream(), resorts(sleepers, ready.isEmpty())).toList(), resting);
  }

  private static boolean isFit(Leg leg, Bearing bearing) {
    if (bearing.blockedUntil(leg.provider(), leg.model()) != null) {
      return false;
    }
    return switch (bearing.of(leg.provider(), leg.model())) {
      case Condition.Well _, Condition.Recovering _ -> true;
      case Condition.Unproven _, Condition.Resting _ -> false;
    };
  }

  private static Stream<Leg> resorts(List<Sleeper> sleepers, boolean alone) {
    List<Sleeper> soonest = sleepers.stream().sorted(Comparator.comparing(Sleeper::until)).toList();
    List<Sleeper> hopeful =
        soonest.stream().filter(each -> each.outlook() != Outlook.LASTING).toList();
    if (alone && hopeful.isEmpty()) {
      return soonest.stream().limit(1).map(Sleeper::leg);
    }
    return hopeful.stream().limit(alone ? hopeful.size() : MOST_RESORTS).map(Sleeper::leg);
  }
}
