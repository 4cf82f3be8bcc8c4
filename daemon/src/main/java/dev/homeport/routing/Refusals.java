package dev.homeport.routing;

import dev.homeport.chat.ModelCard;
import dev.homeport.config.source.Nearest;
import dev.homeport.routing.Route.Refusal;
import dev.homeport.routing.Skipped.NeverLeavesHome;
import dev.homeport.time.UtcText;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The words for a request that nobody can be asked.
final class Refusals {
  /// A list of hundreds helps nobody.
  private static final int MOST_NAMES = 8;

  private static final int BAD_REQUEST = 400;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int TOO_MANY = 429;
  private static final int UNAVAILABLE = 503;

  private Refusals() {}

  /// There is no provider of the name that the client wants to be asked.
  static Refusal noProvider(String forced, Snapshot snapshot) {
    return new Refusal(
        BAD_REQUEST,
        "there is no provider '" + forced + "'; there are: " + String.join(", ", snapshot.names()));
  }

  /// It is somebody to whom the key's questions never go.
  static Refusal notHome(String forced) {
    return new Refusal(
        FORBIDDEN,
        NeverLeavesHome.TEXT
            + ", and '"
            + forced
            + "' is not home: leave out Homeport-Provider, or ask with another key");
  }

  /// Home is all that may be asked, and there is none.
  static Refusal noHome() {
    return new Refusal(UNAVAILABLE, NeverLeavesHome.TEXT + ", and there is no home here");
  }

  /// All who could answer have accounts, and all of those are at their limits.
  static Refusal atLimit(List<Skipped> skipped) {
    return new Refusal(
        TOO_MANY,
        firstAccount(skipped).orElseThrow(),
        blocked(skipped).map(Blocked::freeAt).orElseThrow());
  }

  private record Blocked(String provider, Instant freeAt) {}

  /// Whose accounts are free first.
  static Optional<String> firstAccount(List<Skipped> skipped) {
    return blocked(skipped)
        .map(
            first ->
                "every account of "
                    + first.provider()
                    + " is at its limit; the first is free at "
                    + UtcText.of(first.freeAt()));
  }

  private static Optional<Blocked> blocked(List<Skipped> skipped) {
    return skipped.stream()
        .flatMap(
            each ->
                each.reason() instanceof Skipped.AccountsBlocked(Instant freeAt)
                    ? Stream.of(new Blocked(each.provider(), freeAt))
                    : Stream.empty())
        .min(Comparator.comparing(Blocked::freeAt));
  }

  /// The same for a key whose questions never leave home: what others have helps it nothing.
  static Refusal ofHome(String model, List<Skipped> skipped, Snapshot snapshot) {
    List<Skipped> homes =
        skipped.stream().filter(each -> !(each.reason() instanceof NeverLeavesHome)).toList();
    Refusal refusal = of(model, homes, snapshot.ofHomes());
    return new Refusal(
        refusal.status(), refusal.text() + "; " + NeverLeavesHome.TEXT, refusal.until());
  }

  /// All were skipped.
  static Refusal of(String model, List<Skipped> skipped, Snapshot snapshot) {
    List<Skipped> missing = skipped.stream().filter(each -> isShortcoming(each.reason())).toList();
    if (!missing.isEmpty()) {
      return new Refusal(BAD_REQUEST, "nobody can answer this: " + told(missing));
    }
    List<Skipped> others =
        skipped.stream().filter(each -> each.reason() instanceof Skipped.OtherVectors).toList();
    if (!others.isEmpty()) {
      return new Refusal(NOT_FOUND, "model '" + model + "' not found: " + told(others));
    }
    List<Skipped> unseen =
        skipped.stream().filter(each -> each.reason() instanceof Skipped.ListUnseen).toList();
    if (model.isBlank()) {
      return new Refusal(BAD_REQUEST, "model is required: none is named, and there is no default");
    }
    if (!unseen.isEmpty()) {
      return new Refusal(UNAVAILABLE, "model '" + model + "' is not known so far: " + told(unseen));
    }
    return new Refusal(NOT_FOUND, "model '" + model + "' not found" + instead(model, snapshot));
  }

  /// Whether somebody has the model, and only cannot do with it what is asked.
  private static boolean isShortcoming(Skipped.Reason reason) {
    return switch (reason) {
      case Skipped.Lacks _, Skipped.CannotCarry _, Skipped.TooSmall _, Skipped.NoVectors _ -> true;
      case Skipped.NoModel _,
          Skipped.ListUnseen _,
          Skipped.OtherVectors _,
          Skipped.ForcedElsewhere _,
          Skipped.PinnedElsewhere _,
          Skipped.Resting _,
          Skipped.AccountsBlocked _,
          Skipped.NoAccount _,
          Skipped.NeverLeavesHome _,
          Skipped.NoFallback _ ->
          false;
    };
  }

  private static String told(List<Skipped> skipped) {
    return skipped.stream()
        .map(each -> each.provider() + ": " + each.reason().text())
        .collect(Collectors.joining("; "));
  }

  /// The name that was meant perhaps, or some of those there are.
  private static String instead(String model, Snapshot snapshot) {
    List<String> names = snapshot.menu().joined().stream().map(ModelCard::name).toList();
    if (names.isEmpty()) {
      return "";
    }
    return Nearest.to(model, names)
        .map(near -> "; did you mean '" + near + "'?")
        .orElseGet(
            () ->
                "; there are: "
                    + String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())))
                    + (names.size() > MOST_NAMES
                        ? " and " + (names.size() - MOST_NAMES) + " more"
                        : ""));
  }
}
