package dev.homeport.tunnel.outside;

import dev.homeport.tunnel.Vantage.View;
import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.Evidence;
import dev.homeport.tunnel.sight.Evidence.Mark;
import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.sight.Layer;
import dev.homeport.tunnel.sight.Notice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// What was seen at all public addresses, as one view. One way in is enough; which of them fails is
/// worth knowing.
///
/// @param from where was looked from
/// @param dns what was seen of the name
record Summary(String from, Target target, Evidence dns, List<Spot> spots, Instant now) {
  private static final Duration SOON = Duration.ofDays(7);

  private static final List<Layer> LAYERS = List.of(Layer.TCP, Layer.TLS, Layer.HTTP);

  /// How far each got, the furthest last: what was seen deeper inside says more.
  private static final List<Cause> DEPTH =
      List.of(
          Cause.NOBODY_OUTSIDE,
          Cause.NOT_REACHED,
          Cause.EDGE_UNREACHABLE,
          Cause.INGRESS_DEAD,
          Cause.NODE_UNREACHABLE,
          Cause.NOT_TRUSTED,
          Cause.NO_CERTIFICATE,
          Cause.SOMEBODY_ELSE,
          Cause.EMPTY_ANSWER);

  /// Copies the list.
  Summary {
    spots = List.copyOf(spots);
  }

  /// The view.
  View view() {
    var evidence = new ArrayList<Evidence>();
    evidence.add(dns);
    for (Layer layer : LAYERS) {
      if (layer != Layer.TLS || target.secure()) {
        evidence.add(evidence(layer));
      }
    }
    boolean proven = spots.stream().anyMatch(Spot::isProven);
    return new View(from, evidence, proven ? null : trouble(), notices(proven));
  }

  /// The spot that says the most: one through which an answer came, else the one that got furthest.
  Spot best() {
    return spots.stream().max(Comparator.comparingInt(Summary::depth)).orElseThrow();
  }

  private static int depth(Spot spot) {
    return spot.cause() == null ? DEPTH.size() : DEPTH.indexOf(spot.cause());
  }

  private Finding trouble() {
    Spot worst = best();
    Cause cause = worst.cause() == null ? Cause.EDGE_UNREACHABLE : worst.cause();
    String all = spots.size() == 1 ? "" : " (of " + spots.size() + " addresses none works)";
    return Advice.on(cause, target + " at " + words(worst) + all, target);
  }

  private Evidence evidence(Layer layer) {
    var seen = new ArrayList<String>();
    Duration longest = Duration.ZERO;
    boolean some = false;
    boolean all = true;
    for (Spot spot : spots) {
      for (Spot.Step step : spot.steps()) {
        if (step.layer() == layer) {
          seen.add(spot.name() + " " + step.what());
          longest = longest.compareTo(step.took()) < 0 ? step.took() : longest;
          some |= step.passed();
          all &= step.passed() || isBeside(spot);
        }
      }
    }
    if (seen.isEmpty()) {
      return Evidence.unseen(layer, "nobody came so far");
    }
    Mark mark = !some ? Mark.FAILS : all ? Mark.FINE : Mark.WARNS;
    return new Evidence(layer, mark, String.join("; ", seen), longest);
  }

  private List<Notice> notices(boolean proven) {
    var notices = new ArrayList<Notice>();
    List<Spot> failing =
        spots.stream().filter(each -> !each.isProven() && !isBeside(each)).toList();
    if (proven && !failing.isEmpty()) {
      notices.add(
          new Notice(
              "edge",
              failing.size()
                  + " of "
                  + spots.size()
                  + " public addresses fails: "
                  + failing.stream().map(Summary::words).collect(Collectors.joining("; ")),
              "nothing: clients try the other one, some of them only after a while"));
    }
    spots.stream()
        .map(Spot::expiry)
        .filter(each -> each != null && isShort(each))
        .findFirst()
        .ifPresent(
            each ->
                notices.add(
                    new Notice(
                        "certificate",
                        "the certificate of " + target.host() + " ends " + each.until(),
                        "it should have been renewed by now; see: tailscale cert --help")));
    return notices;
  }

  /// Short of its end, and of what is left of those that live for a few days only.
  private boolean isShort(Spot.Validity validity) {
    Duration left = Duration.between(now, validity.until());
    Duration life = Duration.between(validity.from(), validity.until());
    return left.compareTo(SOON) < 0 && left.compareTo(life.dividedBy(3)) < 0;
  }

  /// Whether it is of a kind that this machine cannot reach anyhow, while it reaches another: most
  /// networks have no IPv6.
  private boolean isBeside(Spot spot) {
    return spot.noWay() && spots.stream().anyMatch(each -> !each.noWay());
  }

  private static String words(Spot spot) {
    return spot.name() + " " + spot.last().what();
  }
}
