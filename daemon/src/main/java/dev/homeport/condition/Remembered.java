package dev.homeport.condition;

import dev.homeport.condition.Blame.Extent;
import dev.homeport.condition.Blame.Outlook;
import dev.homeport.condition.Blame.Proof;
import dev.homeport.condition.Keepsake.OfFall;
import dev.homeport.condition.Keepsake.OfPin;
import dev.homeport.condition.Keepsake.OfPreference;
import dev.homeport.store.Fact;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What facts of an earlier life say now. Who broke a fact by hand finds it ignored.
final class Remembered {
  private static final int MANY = 1_000_000;

  private final Moment now;
  private final Function<String, Cooling> coolings;

  /// Reads at this moment, for providers that rest like that.
  Remembered(Moment now, Function<String, Cooling> coolings) {
    this.now = now;
    this.coolings = coolings;
  }

  /// The keepsake in a fact.
  ///
  /// @param era for a fall
  Optional<Keepsake> read(Fact fact, long era) {
    try {
      Map<String, String> fields = fact.fields();
      Keepsake kept =
          switch (fact.kind()) {
            case OfFall.KIND -> fall(fields, era);
            case OfPreference.KIND -> new OfPreference(fact.name(), wish(fields));
            case OfPin.KIND -> new OfPin(wish(fields));
            default -> throw new IllegalArgumentException("no kind of ours: " + fact.kind());
          };
      return kept.key().name().equals(fact.name()) ? Optional.of(kept) : Optional.empty();
    } catch (IllegalArgumentException | DateTimeException _) {
      return Optional.empty();
    }
  }

  /// It rests for what is left of its rest, no longer than the settings say today, and is to be
  /// looked at now.
  private OfFall fall(Map<String, String> fields, long era) {
    String provider = word(fields, "provider");
    Duration left = left(fields);
    boolean stated = fields.getOrDefault("stated", "").equals("true");
    var why =
        new Blame(
            Extent.valueOf(word(fields, "extent")),
            Outlook.valueOf(word(fields, "outlook")),
            Proof.valueOf(word(fields, "proof")),
            word(fields, "cause"),
            fields.getOrDefault("detail", ""),
            stated ? left : null);
    int strikes = Math.clamp(Integer.parseInt(word(fields, "strikes")), 1, MANY);
    long rest = Math.min(Moment.nanos(left), Rest.nanos(why, strikes, coolings.apply(provider)));
    Instant since = Instant.parse(word(fields, "since"));
    return new OfFall(
        new Whom(provider, fields.get("model")),
        new Fallen(
            era,
            strikes,
            why,
            since.isAfter(now.wall()) ? now.wall() : since,
            now.nanos() - Moment.nanos(Duration.between(since, now.wall())),
            now.nanos() + rest,
            stated,
            Looks.atOnce(now.nanos()),
            Outing.none(now.nanos())));
  }

  private Wish wish(Map<String, String> fields) {
    return new Wish(word(fields, "provider"), now.nanos() + Moment.nanos(left(fields)));
  }

  /// What is left now of the time that was left when it was written.
  private Duration left(Map<String, String> fields) {
    Duration then = Duration.parse(word(fields, "left"));
    Duration today = Duration.between(now.wall(), Instant.parse(word(fields, "until")));
    return today.compareTo(then) < 0 ? today : then;
  }

  private static String word(Map<String, String> fields, String name) {
    String word = fields.getOrDefault(name, "");
    if (word.isEmpty()) {
      throw new IllegalArgumentException("no " + name);
    }
    return word;
  }
}
