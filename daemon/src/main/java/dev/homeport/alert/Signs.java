package dev.homeport.alert;

import dev.homeport.config.door.AlertSettings.Topic;
import dev.homeport.journal.Event;
import dev.homeport.ledger.price.Dollars;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What events mean to people.
final class Signs {
  /// What goes by itself within this is nobody's business.
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Duration HOUR = Duration.ofHours(1);
  private static final int USED_UP = 100;
  private static final int EXHAUSTED = 1;

  /// A block that nobody lifts ends a little after its time.
  private static final Duration SLACK = Duration.ofMinutes(10);

  /// The states of a tunnel and of Ollama in which nobody has to do anything.
  private static final Set<String> CALM =
      Set.of("fine", "unproven", "starting", "slow", "model-loading", "away", "asleep");

  /// Notes that begin a case, and those that end it, by its subject.
  private static final Map<String, String> TROUBLES =
      Map.of(
          "state away", "the state",
          "state not kept", "the state",
          "state unreadable", "the state",
          "ledger away", "the ledger",
          "ledger rows lost", "the ledger");

  private static final Map<String, String> REPAIRS =
      Map.of(
          "state back", "the state",
          "state kept again", "the state",
          "ledger back", "the ledger");

  private Signs() {}

  /// The signs that an event gives.
  static List<Sign> of(Event event, Instant now) {
    return switch (event) {
      case Event.Succeeded succeeded -> List.of(new Sign.Served(succeeded.fallback()));
      case Event.BudgetReached budget -> budget(budget, now);
      case Event.AccountBlocked blocked -> blocked(blocked, now);
      case Event.AccountFreed freed ->
          List.of(new Sign.Over(account(freed.provider(), freed.account(), freed.model())));
      case Event.KeysGuessed(String source, long times) -> List.of(guessed(source, times, now));
      case Event.TunnelChanged changed -> List.of(tunnel(changed));
      case Event.OllamaChanged(String state, String cause, _) -> List.of(ollama(state, cause));
      case Event.Noted noted -> note(noted);
      case Event.RequestEnded _,
          Event.Asked _,
          Event.FellBack _,
          Event.Unanswered _,
          Event.TunnelRepaired _,
          Event.ConfigReloaded _,
          Event.ConfigRejected _ ->
          List.of();
    };
  }

  /// A provider as a whole does not answer.
  static Sign down(String provider, boolean home, String cause, @Nullable Instant until) {
    return new Sign.Began(
        provider(provider, home),
        (home && !provider.equals("home") ? "home (" + provider + ")" : provider)
            + " does not answer",
        cause + (until == null ? "" : "; tried again by " + Wording.at(until)),
        0,
        PATIENCE,
        null);
  }

  static Subject provider(String provider, boolean home) {
    return new Subject(Topic.PROVIDER, provider, "", home);
  }

  private static List<Sign> budget(Event.BudgetReached budget, Instant now) {
    var subject = new Subject(Topic.BUDGET, budget.budget(), budget.window(), false);
    boolean usedUp = budget.percent() >= USED_UP;
    String spent = Dollars.text(budget.spent()) + " of " + Dollars.text(budget.limit()) + " USD";
    String then =
        !usedUp
            ? ""
            : budget.stops() ? "; nothing more is spent" : "; spending goes on all the same";
    return List.of(
        new Sign.Superseded(subject),
        new Sign.Began(
            subject,
            "the budget "
                + budget.budget()
                + " for "
                + budget.window()
                + (usedUp ? " is used up" : " is used up to " + budget.percent() + " %"),
            spent + then,
            budget.percent(),
            Duration.ZERO,
            endOf(budget.window(), now)));
  }

  /// When a window of time is over.
  private static Instant endOf(String window, Instant now) {
    try {
      LocalDate after =
          window.length() > "2026-11".length()
              ? LocalDate.parse(window).plusDays(1)
              : YearMonth.parse(window).plusMonths(1).atDay(1);
      return after.atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException _) {
      return now.plus(Duration.ofDays(1));
    }
  }

  private static List<Sign> blocked(Event.AccountBlocked blocked, Instant now) {
    if (blocked.until().isBefore(now.plus(PATIENCE))) {
      return List.of();
    }
    Subject subject = account(blocked.provider(), blocked.account(), blocked.model());
    String detail =
        Stream.of(blocked.cause(), blocked.detail())
            .filter(text -> !text.isBlank())
            .distinct()
            .collect(Collectors.joining(", "));
    return List.of(
        new Sign.Began(
            subject,
            "the account " + subject.shown() + " is blocked",
            "until " + Wording.at(blocked.until()) + "; " + detail,
            0,
            Cases.TOGETHER,
            blocked.until().plus(SLACK)));
  }

  private static Subject account(String provider, String account, @Nullable String model) {
    return new Subject(
        Topic.ACCOUNT, account + " of " + provider, model == null ? "" : model, false);
  }

  private static Sign guessed(String source, long times, Instant now) {
    return new Sign.Began(
        Subject.of(Topic.KEY_GUESSING, source),
        "keys are guessed from " + source,
        times + " that do not exist",
        0,
        Duration.ZERO,
        now.plus(HOUR));
  }

  private static Sign tunnel(Event.TunnelChanged changed) {
    Subject subject = Subject.of(Topic.TUNNEL, changed.kind());
    if (CALM.contains(changed.state())) {
      return new Sign.Over(subject);
    }
    return new Sign.Began(
        subject,
        "the tunnel (" + changed.kind() + ") does not lead here",
        told(changed.state(), changed.cause(), changed.what(), changed.next()),
        0,
        PATIENCE,
        null);
  }

  private static Sign ollama(String state, @Nullable String cause) {
    Subject subject = Subject.of(Topic.PROVIDER, "Ollama");
    return CALM.contains(state)
        ? new Sign.Over(subject)
        : new Sign.Began(
            subject, "Ollama does not answer", told(state, cause, null, null), 0, PATIENCE, null);
  }

  private static List<Sign> note(Event.Noted noted) {
    String trouble = TROUBLES.get(noted.what());
    String repair = REPAIRS.get(noted.what());
    if (noted.what().equals("tunnel repairs exhausted")) {
      String kind = fact(noted, "tunnel");
      return List.of(
          new Sign.Began(
              Subject.of(Topic.TUNNEL, kind),
              "the tunnel (" + kind + ") does not lead here, and nothing more can be tried",
              told(fact(noted, "cause"), null, null, fact(noted, "next")),
              EXHAUSTED,
              PATIENCE,
              null));
    }
    if (trouble != null) {
      return List.of(
          new Sign.Began(
              Subject.of(Topic.PROVIDER, trouble),
              trouble + " cannot be written",
              fact(noted, "cause"),
              0,
              PATIENCE,
              null));
    }
    return repair == null ? List.of() : List.of(new Sign.Over(Subject.of(Topic.PROVIDER, repair)));
  }

  private static String fact(Event.Noted noted, String name) {
    Object fact = noted.facts().get(name);
    return fact == null ? "" : fact.toString();
  }

  private static String told(
      String state, @Nullable String cause, @Nullable String what, @Nullable String next) {
    var parts = new ArrayList<String>();
    parts.add(cause == null || cause.isBlank() ? state : state + ", " + cause);
    if (what != null && !what.isBlank()) {
      parts.add(what);
    }
    if (next != null && !next.isBlank()) {
      parts.add("next: " + next);
    }
    return String.join("; ", parts);
  }
}
