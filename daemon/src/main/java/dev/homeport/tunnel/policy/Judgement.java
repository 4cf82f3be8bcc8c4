package dev.homeport.tunnel.policy;

import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.sight.HomeState;
import dev.homeport.tunnel.sight.Sight;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How the tunnel is shown, which is slower than what single looks see.
///
/// Only an answer that came back from outside makes it fine: the first one where nothing was wrong
/// so far, the second in a row where something was. One miss is a suspicion, the second in a row
/// turns it down; what this machine says of itself ([Cause#isSaid]) shows at once.
///
/// @param since when it came into this state
/// @param trouble why it is in this state, or what made it suspect
/// @param hits answers from outside in a row, two at the most
/// @param misses looks in a row that found something wrong
/// @param blind looks in a row for which nobody outside could be asked
/// @param rival what the last look blamed, where that is not the trouble
public record Judgement(
    HomeState home,
    Instant since,
    @Nullable Finding trouble,
    boolean suspect,
    int hits,
    int misses,
    int blind,
    @Nullable Cause rival) {
  private static final int ENOUGH = 2;

  static Judgement none(Instant at) {
    return new Judgement(HomeState.STARTING, at, null, false, 0, 0, 0, null);
  }

  /// Whether nothing is known to be wrong.
  public boolean isUp() {
    return switch (home) {
      case FINE, UNPROVEN, STARTING -> true;
      case DAEMON_DOWN, TUNNEL_DOWN, TAILNET_DOWN, NEEDS_LOGIN, OFFLINE -> false;
    };
  }

  /// What is told: the cause of the state, not of a mere suspicion.
  @Nullable Cause cause() {
    Finding known = trouble;
    return known == null || (suspect && isUp()) ? null : known.cause();
  }

  /// Nothing that was counted before counts any more: the world is another one.
  Judgement recounted() {
    return new Judgement(home, since, trouble, suspect, 0, 0, 0, null);
  }

  /// What follows from a look.
  ///
  /// @param settling whether a miss is to be expected and says nothing
  Judgement with(Sight sight, boolean settling, Instant at) {
    Finding seen = sight.trouble();
    if (seen != null) {
      return missed(seen, settling, at);
    }
    if (!sight.whole()) {
      return this;
    }
    if (sight.proven() == null) {
      return missed(unproven("nobody outside has said so"), settling, at);
    }
    int inARow = Math.min(hits + 1, ENOUGH);
    return isUp() || inARow == ENOUGH
        ? shown(HomeState.FINE, null, at, inARow)
        : new Judgement(home, since, trouble, false, inARow, 0, 0, null);
  }

  /// The same, not called fine any more because the last proof is too old to be one.
  Judgement lapsed(Instant at) {
    return shown(
        HomeState.UNPROVEN, unproven("nobody outside has said so for some minutes"), at, 0);
  }

  private static Finding unproven(String why) {
    return new Finding(
        Cause.NOBODY_OUTSIDE,
        "nothing is wrong on this machine, and " + why,
        "ask the public address from another network");
  }

  private Judgement missed(Finding seen, boolean settling, Instant at) {
    Cause cause = seen.cause();
    if (cause.isSaid()) {
      return show(seen, at);
    }
    boolean nobody = cause == Cause.NOBODY_OUTSIDE;
    Finding known = trouble;
    if (!isUp() && known != null && (known.cause() == cause || !known.cause().isOutside())) {
      return show(seen, at);
    }
    if (settling) {
      return isUp() ? suspected(seen, misses, blind) : recounted();
    }
    if (!isUp()) {
      return rival == cause
          ? show(seen, at)
          : new Judgement(home, since, trouble, false, 0, misses, blind, cause);
    }
    int missesNow = nobody ? misses : misses + 1;
    int blindNow = nobody ? blind + 1 : blind;
    boolean enough =
        nobody ? home != HomeState.FINE || missesNow + blindNow >= ENOUGH : missesNow >= ENOUGH;
    return enough ? show(seen, at) : suspected(seen, missesNow, blindNow);
  }

  private Judgement suspected(Finding seen, int missesNow, int blindNow) {
    return new Judgement(home, since, seen, true, 0, missesNow, blindNow, null);
  }

  private Judgement show(Finding seen, Instant at) {
    return shown(seen.cause().state(), seen, at, 0);
  }

  private Judgement shown(HomeState next, @Nullable Finding why, Instant at, int hitsNow) {
    return new Judgement(next, next == home ? since : at, why, false, hitsNow, 0, 0, null);
  }
}
