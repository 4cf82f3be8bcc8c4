package dev.homeport.account.ruling;

import dev.homeport.account.ruling.Sentence.Bench;
import dev.homeport.account.ruling.Sentence.Fewer;
import dev.homeport.account.ruling.Sentence.None;
import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What complaints mean for accounts of one provider. The words count before the status: a quota of
/// a week, one of a minute and too many at once are all a 429 (cases.md E5, E7, wire.md A.7).
///
/// What is stated wins over what is known of the service, and that over `block`. Nothing is longer
/// than five weeks, whatever is said.
///
/// @param block how long an account rests where nothing better is known; zero where none ever does
public record Law(Service service, Duration block) {
  private static final Duration LONGEST = Duration.ofDays(35);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration LONGEST_RATE = Duration.ofHours(1);
  private static final Duration CREDIT = Duration.ofHours(6);
  private static final Duration FORBIDDEN = Duration.ofHours(1);
  private static final Duration KEY = Duration.ofDays(7);
  private static final Duration KEY_LOOK = Duration.ofHours(1);

  /// With a quota of a day may come the delay of a minute, after which it is still used up.
  private static final Duration TOO_SOON = Duration.ofMinutes(5);

  private static final int PAYMENT = 402;

  /// Who fails itself is believed nothing that lasts, whatever words are in it.
  private static final int SERVERS = 500;

  private static final Pattern PLAN =
      Pattern.compile(
          "requires? an? (?:\\w+ ){0,2}(?:subscription|plan)"
              + "|(?:not|n't) (?:available|included|supported|allowed|enabled|part)"
              + " (?:on|in|for|with|by|of) (?:your|this|the) (?:\\w+ ){0,2}(?:plan|tier|subscription)"
              + "|upgrade (?:your|the) (?:plan|subscription)"
              + "|your (?:\\w+ )?(?:plan|subscription) (?:does|do) ?n[o']t");

  /// There may be such a model, for others.
  private static final Pattern ACCESS =
      Pattern.compile(
          "(?:not|n't) have (?:access|permission) to|no access to (?:the )?model"
              + "|not authorized to (?:use|access)");

  /// One of this model's own, and not of the whole account.
  private static final Pattern OF_THE_MODEL =
      Pattern.compile("per[ _-]?model|\\bthis model\\b|\\bfree-models\\b|\\blimit: 0(?![\\d.])");

  private static final Pattern NOT_IN_PLAN = Pattern.compile("\\blimit: 0(?![\\d.])");

  /// A smaller question can still be paid.
  private static final Pattern TOO_DEAR = Pattern.compile("can only afford|fewer max_tokens");

  /// What was put on a key, and not what one may not do.
  private static final Pattern SPENT = Pattern.compile("(?:key|spend(?:ing)?|credit) limit");

  /// Names that are words of any text are not looked for.
  private static final int SHORTEST_NAME = 4;

  /// What a complaint means.
  ///
  /// @param model the provider's name for the one that was asked for
  public Sentence on(Complaint complaint, String model, Instant now) {
    String text = complaint.said().toLowerCase(Locale.ROOT);
    Sentence sentence =
        switch (complaint.kind()) {
          case QUOTA -> quota(complaint, text, model, now);
          case RATE -> rate(complaint, text, model, now);
          case CONCURRENCY -> new Fewer();
          case CREDIT -> credit(complaint, text, model, now);
          case KEY -> key(now);
          case FORBIDDEN -> forbidden(complaint, text, model, now);
          case NO_MODEL ->
              PLAN.matcher(text).find()
                  ? resting(true, "plan", block, now)
                  : new None(ACCESS.matcher(text).find());
          case BAD_REQUEST,
              TOO_LARGE,
              CONTEXT,
              CAPABILITY,
              OVERLOADED,
              TIMEOUT,
              FILTERED,
              SERVER,
              CUT,
              EMPTY,
              NONSENSE ->
              new None(false);
        };
    if (!(sentence instanceof Bench bench)) {
      return sentence;
    }
    boolean fails = complaint.status() >= SERVERS;
    return block.isZero()
        ? new None(true)
        : fails ? resting(bench.only(), Bench.RATE, MINUTE, now) : sentence;
  }

  /// What it means that a service itself tells a quota to be used up.
  ///
  /// @param window its word, such as `weekly`
  public Sentence onUsedUp(String window, Instant now) {
    return on(Complaint.of(Kind.QUOTA, 429, window + " usage limit"), "", now);
  }

  private Bench quota(Complaint complaint, String text, String model, Instant now) {
    boolean only = isOfTheModel(text, model);
    if (complaint.status() == PAYMENT || service == Service.GIGACHAT) {
      // GigaChat has no other quota than the tokens that were bought for this model.
      boolean each = only || service == Service.GIGACHAT;
      return until(each, "credit", stated(complaint, null, now), CREDIT, now);
    }
    Window window = Window.named(text).orElse(null);
    String cause =
        NOT_IN_PLAN.matcher(text).find()
            ? "plan"
            : window == null ? "quota" : window.word() + "-quota";
    Instant stated = stated(complaint, window, now);
    return stated == null && window != null
        ? bench(only, cause, window.end(now, service), now)
        : until(only, cause, stated, block, now);
  }

  private Bench rate(Complaint complaint, String text, String model, Instant now) {
    Duration wait = complaint.retryAfter();
    Duration rest = wait == null ? MINUTE : wait;
    Duration capped = rest.compareTo(LONGEST_RATE) < 0 ? rest : LONGEST_RATE;
    return resting(isOfTheModel(text, model), Bench.RATE, capped, now);
  }

  private Sentence credit(Complaint complaint, String text, String model, Instant now) {
    if (TOO_DEAR.matcher(text).find()) {
      return new None(true);
    }
    boolean only = isOfTheModel(text, model);
    return PLAN.matcher(text).find()
        ? resting(true, "plan", block, now)
        : until(only, "credit", stated(complaint, null, now), CREDIT, now);
  }

  /// It is out until another key is there; whether the same one is accepted again is worth a
  /// question now and then.
  private Bench key(Instant now) {
    Duration rest = block.compareTo(KEY) > 0 ? block : KEY;
    return new Bench(false, Bench.KEY, now.plus(capped(rest)), now.plus(KEY_LOOK));
  }

  private Sentence forbidden(Complaint complaint, String text, String model, Instant now) {
    if (PLAN.matcher(text).find()) {
      return resting(true, "plan", block, now);
    }
    if (SPENT.matcher(text).find()) {
      Window window = Window.named(text).orElse(null);
      return window == null
          ? credit(complaint, text, model, now)
          : quota(complaint, text, model, now);
    }
    Duration rest = block.compareTo(FORBIDDEN) < 0 ? block : FORBIDDEN;
    return resting(true, "forbidden", rest, now);
  }

  private boolean isOfTheModel(String text, String model) {
    String name = model.substring(model.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    return OF_THE_MODEL.matcher(text).find()
        || (name.length() >= SHORTEST_NAME && contains(text, name));
  }

  private static boolean contains(String text, String name) {
    for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
      int end = at + name.length();
      boolean begins = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
      if (begins && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)))) {
        return true;
      }
    }
    return false;
  }

  /// The end that is stated, where it can be believed.
  private static @Nullable Instant stated(
      Complaint complaint, @Nullable Window window, Instant now) {
    Optional<Instant> stated = StatedReset.of(complaint, now);
    boolean odd =
        window != null
            && window.isLong()
            && stated.filter(end -> !end.isAfter(now.plus(TOO_SOON))).isPresent();
    return odd ? null : stated.orElse(null);
  }

  private static Bench until(
      boolean only, String cause, @Nullable Instant stated, Duration otherwise, Instant now) {
    return stated == null ? resting(only, cause, otherwise, now) : bench(only, cause, stated, now);
  }

  private static Bench resting(boolean only, String cause, Duration rest, Instant now) {
    return bench(only, cause, now.plus(capped(rest)), now);
  }

  private static Bench bench(boolean only, String cause, Instant end, Instant now) {
    Instant latest = now.plus(LONGEST);
    Instant soonest = now.plusSeconds(1);
    Instant until = end.isAfter(latest) ? latest : end.isBefore(soonest) ? soonest : end;
    return new Bench(only, cause, until, until);
  }

  private static Duration capped(Duration rest) {
    return rest.isNegative() ? Duration.ZERO : rest.compareTo(LONGEST) < 0 ? rest : LONGEST;
  }
}
