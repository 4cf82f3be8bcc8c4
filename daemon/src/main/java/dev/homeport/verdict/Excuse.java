package dev.homeport.verdict;

import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.failure.Failure;
import dev.homeport.failure.Failure.Obstacle;
import dev.homeport.time.UtcText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a client is told when nobody answered: a status by which its library knows whether to ask
/// again, and a text that names nobody's address, account or key.
///
/// @param retryAfterSeconds when a repeat may help, zero where none does
public record Excuse(int status, String text, int retryAfterSeconds) {
  /// SDKs sleep for it in silence, so only a wait that nobody minds is asked for.
  private static final Duration WORTH_WAITING = Duration.ofSeconds(2);

  /// For these, one for each provider that was asked: the first counts, unless one has found that
  /// the request itself is wrong.
  ///
  /// @param asked the client's name for the model
  public static Excuse of(List<Setback> setbacks, String asked) {
    @Nullable Setback told =
        setbacks.stream()
            .filter(each -> !Verdict.on(each.trouble()).another())
            .findFirst()
            .orElse(null);
    if (told == null && setbacks.stream().anyMatch(Excuse::isBroke)) {
      return broke(setbacks, asked);
    }
    told = told == null ? setbacks.getFirst() : told;
    boolean limited = setbacks.stream().allMatch(each -> isLimit(each.trouble()));
    Excuse excuse = of(told.provider(), told.trouble()).naming(told.model(), asked);
    return excuse.status == 429 && !limited ? new Excuse(503, excuse.text, 0) : excuse;
  }

  private static boolean isBroke(Setback setback) {
    return setback.trouble() instanceof Trouble.OfPurse;
  }

  /// That there is no money tells most, because only its owner can change that; and then why the
  /// first of the others could not help.
  private static Excuse broke(List<Setback> setbacks, String asked) {
    Setback first = setbacks.stream().filter(Excuse::isBroke).findFirst().orElseThrow();
    Excuse broke = of(first.provider(), first.trouble());
    return setbacks.stream()
        .filter(each -> !isBroke(each))
        .findFirst()
        .map(other -> of(other.provider(), other.trouble()).naming(other.model(), asked).text())
        .map(why -> new Excuse(broke.status, broke.text + "; and " + why, 0))
        .orElse(broke);
  }

  /// For one.
  public static Excuse of(String provider, Trouble trouble) {
    return switch (trouble) {
      case Trouble.OfWay(Failure failure) ->
          switch (failure) {
            case Failure.Unreachable(_, String why, Obstacle obstacle) ->
                new Excuse(
                    obstacle == Obstacle.SILENCE ? 504 : 503,
                    provider + " cannot be reached: " + Quote.of(why),
                    0);
            case Failure.Silent(_, String why, _) -> new Excuse(504, provider + ": " + why, 0);
            case Failure.Severed(_, String why) ->
                new Excuse(502, provider + ": " + Quote.of(why), 0);
            case Failure.Garbled(_, String why) ->
                new Excuse(502, provider + ": " + Quote.of(why), 0);
            case Failure.Keyless(_, String _) ->
                new Excuse(502, provider + " cannot be asked: no valid credentials for it", 0);
            case Failure.Cancelled(_, String why) -> new Excuse(503, Quote.of(why), 0);
          };
      case Trouble.OfAnswer(Complaint complaint) -> of(provider, complaint);
      case Trouble.OfAccounts(Complaint complaint, Instant freeAt) ->
          accounts(provider, complaint, freeAt);
      case Trouble.OfPurse(String why, _) -> new Excuse(402, why, 0);
    };
  }

  private static Excuse accounts(
      String provider, @Nullable Complaint complaint, @Nullable Instant freeAt) {
    String free = freeAt == null ? "" : "; the first is free at " + UtcText.of(freeAt);
    if (complaint == null) {
      return new Excuse(429, "every account of " + provider + " is at its limit" + free, 0);
    }
    Excuse excuse = of(provider, complaint);
    return free.isEmpty()
        ? excuse
        : new Excuse(
            excuse.status,
            excuse.text + "; every account is blocked" + free,
            excuse.retryAfterSeconds);
  }

  private static Excuse of(String provider, Complaint complaint) {
    String said = Quote.of(complaint.said());
    return switch (complaint.kind()) {
      case BAD_REQUEST, CAPABILITY, CONTEXT -> new Excuse(400, said, 0);
      case FILTERED -> new Excuse(400, provider + " refuses to answer this: " + said, 0);
      case TOO_LARGE -> new Excuse(413, said, 0);
      case NO_MODEL -> new Excuse(404, said.isEmpty() ? provider + " has no such model" : said, 0);
      // What is said of a key may show it.
      case KEY -> new Excuse(502, provider + " does not accept our credentials", 0);
      case FORBIDDEN -> new Excuse(502, provider + " does not accept our credentials: " + said, 0);
      case CREDIT -> new Excuse(502, provider + " wants to be paid: " + said, 0);
      case RATE, QUOTA, CONCURRENCY ->
          new Excuse(429, provider + " is at its limit: " + said, seconds(complaint.retryAfter()));
      case TIMEOUT -> new Excuse(504, provider + " took too long: " + said, 0);
      case OVERLOADED ->
          new Excuse(503, provider + " failed: " + said, seconds(complaint.retryAfter()));
      case SERVER -> new Excuse(503, provider + " failed: " + said, 0);
      case CUT, EMPTY -> new Excuse(502, provider + " gave no whole answer: " + said, 0);
      // What is no answer may be anything, and is for the log alone.
      case NONSENSE -> new Excuse(502, provider + " sent something that is no answer", 0);
    };
  }

  /// The same with the client's name for the model where the provider has used its own: as we ask
  /// for it, or as a part of a path, or without its maker.
  public Excuse naming(String own, String asked) {
    if (own.isEmpty() || own.equals(asked)) {
      return this;
    }
    String last = own.substring(own.lastIndexOf('/') + 1);
    boolean isWord = last.chars().allMatch(Character::isLetter);
    Pattern name =
        Pattern.compile(
            "(?<![\\w./:-])(?:[\\w.-]+/)*" + Pattern.quote(isWord ? own : last) + "(?![\\w/:-])");
    String named = name.matcher(text).replaceAll(Matcher.quoteReplacement(asked));
    return new Excuse(status, named, retryAfterSeconds);
  }

  /// The same, and this besides.
  public Excuse and(String more) {
    return new Excuse(status, text + "; " + more, retryAfterSeconds);
  }

  private static boolean isLimit(Trouble trouble) {
    return switch (trouble) {
      case Trouble.OfWay _, Trouble.OfPurse _ -> false;
      case Trouble.OfAnswer(Complaint complaint) -> isLimit(complaint.kind());
      case Trouble.OfAccounts(Complaint complaint, _) ->
          complaint == null || isLimit(complaint.kind());
    };
  }

  private static boolean isLimit(Kind kind) {
    return switch (kind) {
      case RATE, QUOTA, CONCURRENCY -> true;
      default -> false;
    };
  }

  private static int seconds(@Nullable Duration wait) {
    return wait == null || wait.compareTo(WORTH_WAITING) > 0
        ? 0
        : (int) Math.max(1, wait.plusMillis(999).toSeconds());
  }
}
