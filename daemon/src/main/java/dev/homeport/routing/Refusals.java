package dev.homeport.routing;

import dev.homeport.chat.ModelCard;
import dev.homeport.config.source.Nearest;
import dev.homeport.routing.Route.Refusal;
import java.util.List;
import java.util.stream.Collectors;

/// The words for a request that nobody can be asked.
final class Refusals {
  /// A list of hundreds helps nobody.
  private static final int MOST_NAMES = 8;

  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int UNAVAILABLE = 503;

  private Refusals() {}

  /// There is no provider of the name that the client wants to be asked.
  static Refusal noProvider(String forced, Snapshot snapshot) {
    return new Refusal(
        BAD_REQUEST,
        "there is no provider '" + forced + "'; there are: " + String.join(", ", snapshot.names()));
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
