package dev.homeport.relay;

import dev.homeport.condition.Condition;
import dev.homeport.condition.Conditions;
import dev.homeport.condition.Patient;
import dev.homeport.routing.Leg;
import dev.homeport.routing.Route;
import dev.homeport.routing.Skipped;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import dev.homeport.verdict.Excuse;
import dev.homeport.verdict.Setback;
import dev.homeport.verdict.Trouble;
import dev.homeport.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A short memory of questions that nobody could answer: some programs ask thirty times in a row
/// (clients.md 4), and the repeats are told the same at once. It is over as soon as anybody comes
/// back, or somebody can be asked who was not.
final class Exhaustion {
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final int MOST = 1024;

  private final Conditions conditions;
  private final Accounts accounts;
  private final Ticker ticker;
  private final WallClock wall;

  /// By who asked for which model; guarded by itself.
  private final Map<Key, Memory> memories =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Memory> eldest) {
          return size() > MOST;
        }
      };

  private record Key(String party, String model) {}

  /// @param until when the first of them is tried again
  /// @param recoveries how many had come back when it was made
  private record Memory(
      Set<String> asked, Excuse excuse, Instant until, long recoveries, long untilNanos) {}

  /// Until when all accounts of a provider are blocked for one of its models.
  @FunctionalInterface
  interface Accounts {
    /// Nothing where one of them is free, or it has none.
    @Nullable Instant blockedUntil(String provider, String model);
  }

  Exhaustion(Conditions conditions, Accounts accounts, Ticker ticker, WallClock wall) {
    this.conditions = conditions;
    this.accounts = accounts;
    this.ticker = ticker;
    this.wall = wall;
  }

  /// What the same question was told a moment ago, where nothing can have changed since.
  Optional<Excuse> recalled(String party, String model, List<Leg> legs) {
    if (!legs.stream().allMatch(leg -> leg.hope() == Leg.Hope.LAST_RESORT)) {
      return Optional.empty();
    }
    var key = new Key(party, model);
    synchronized (memories) {
      Memory memory = memories.get(key);
      if (memory == null) {
        return Optional.empty();
      }
      boolean stands =
          memory.untilNanos - ticker.nanoTime() > 0
              && memory.recoveries == conditions.recoveries()
              && legs.stream().allMatch(leg -> memory.asked.contains(nameOf(leg)));
      if (!stands) {
        memories.remove(key);
        return Optional.empty();
      }
      return Optional.of(told(memory.excuse, memory.until));
    }
  }

  /// What a question is told that nobody could answer, with the time before which nobody can; kept
  /// in mind where all who were asked are to blame.
  Excuse remembered(
      String party, String model, Route route, List<Setback> setbacks, Excuse excuse) {
    boolean blamed =
        !setbacks.isEmpty() && setbacks.stream().allMatch(each -> isHeld(each.trouble()));
    Instant until = blamed ? soonest(route) : null;
    if (until == null || excuse.retryAfterSeconds() > 0) {
      return excuse;
    }
    var asked = new HashSet<String>();
    route.legs().forEach(leg -> asked.add(nameOf(leg)));
    var memory =
        new Memory(
            asked, excuse, until, conditions.recoveries(), ticker.nanoTime() + LONGEST.toNanos());
    synchronized (memories) {
      memories.put(new Key(party, model), memory);
    }
    return told(excuse, until);
  }

  /// Whether it is held against the provider, or against its accounts.
  private static boolean isHeld(Trouble trouble) {
    return trouble instanceof Trouble.OfAccounts || Verdict.on(trouble).blame() != null;
  }

  /// The excuse, and how long it holds from now on.
  private Excuse told(Excuse excuse, Instant until) {
    long seconds = Math.max(1, Duration.between(wall.now(), until).toSeconds());
    return new Excuse(
        excuse.status(),
        excuse.text()
            + "; nothing can answer before "
            + until.truncatedTo(ChronoUnit.SECONDS)
            + " (in "
            + seconds
            + " s), unless somebody comes back earlier",
        0);
  }

  /// When somebody looks next whether one of those who rest is back, whether it was asked or passed
  /// over; nothing where one of those who were asked does not rest.
  private @Nullable Instant soonest(Route route) {
    List<Patient> patients = conditions.patients();
    Instant soonest = null;
    var asked = new HashSet<String>();
    for (Leg leg : route.legs()) {
      Instant next = next(leg, patients);
      if (next == null) {
        return null;
      }
      asked.add(leg.provider());
      soonest = sooner(soonest, next);
    }
    for (Skipped skipped : route.skipped()) {
      Instant until = until(skipped.reason());
      if (until != null && !asked.contains(skipped.provider())) {
        soonest = sooner(soonest, until);
      }
    }
    return soonest;
  }

  /// When somebody who was passed over may be asked again; nothing where that is no matter of time.
  private static @Nullable Instant until(Skipped.Reason reason) {
    return reason instanceof Skipped.Resting(_, Instant until)
        ? until
        : reason instanceof Skipped.AccountsBlocked(Instant freeAt) ? freeAt : null;
  }

  /// When a leg may be back at the earliest: when the first of its accounts is free, or the last
  /// look is due at what keeps it away.
  private @Nullable Instant next(Leg leg, List<Patient> patients) {
    Instant blocked = accounts.blockedUntil(leg.provider(), leg.model());
    if (blocked != null) {
      return blocked;
    }
    if (!(conditions.of(leg.provider(), leg.model()) instanceof Condition.Resting)) {
      return null;
    }
    Instant latest = null;
    for (Patient patient : patients) {
      String model = patient.model();
      if (patient.provider().equals(leg.provider())
          && (model == null || model.equals(leg.model()))) {
        Instant proof = patient.proof();
        Instant next = proof == null || proof.isAfter(patient.until()) ? patient.until() : proof;
        latest = latest == null || next.isAfter(latest) ? next : latest;
      }
    }
    return latest;
  }

  private static Instant sooner(@Nullable Instant one, Instant other) {
    return one == null || other.isBefore(one) ? other : one;
  }

  /// Forgets all.
  void forget() {
    synchronized (memories) {
      memories.clear();
    }
  }

  private static String nameOf(Leg leg) {
    return leg.provider() + "\n" + leg.model();
  }
}
