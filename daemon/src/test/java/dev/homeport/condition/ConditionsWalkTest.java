package dev.homeport.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.condition.Condition.Recovering;
import dev.homeport.condition.Condition.Resting;
import dev.homeport.condition.Condition.Unproven;
import dev.homeport.condition.Condition.Well;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Long random lives of two providers with two models each, and what is so at every moment.
class ConditionsWalkTest {
  private static final int STEPS = 300;

  private final Clinic clinic = new Clinic();
  private final Conditions conditions = clinic.conditions;
  private final List<Asked> asked = new ArrayList<>();

  /// How often each began another era, as can be seen from outside.
  private final Map<Whom, Integer> turns = new HashMap<>();

  private final Map<Whom, Long> seen = new HashMap<>();
  private final Map<Whom, Instant> looks = new HashMap<>();
  private final Map<Whom, Boolean> everStated = new HashMap<>();

  private record Asked(Permit permit, Whom whom, int allsTurn, int onesTurn) {}

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  private static Whom whom(Random random) {
    return new Whom(random.nextBoolean() ? "home" : "cloud", random.nextBoolean() ? "m" : "n");
  }

  private static String model(Whom whom) {
    return String.valueOf(whom.model());
  }

  private static Whom whom(Patient patient) {
    return new Whom(patient.provider(), patient.model());
  }

  private Map<Whom, Patient> patients() {
    var patients = new HashMap<Whom, Patient>();
    conditions.patients().forEach(patient -> patients.put(whom(patient), patient));
    return patients;
  }

  private int turn(Whom whom) {
    return turns.getOrDefault(whom, 0);
  }

  private Asked with(Permit permit, Whom whom) {
    return new Asked(permit, whom, turn(Whom.all(whom.provider())), turn(whom));
  }

  private List<Condition> all() {
    return List.of(
        conditions.of("home", "m"),
        conditions.of("home", "n"),
        conditions.of("cloud", "m"),
        conditions.of("cloud", "n"));
  }

  private Blame blame(Random random, boolean mayState) {
    Blame blame =
        switch (random.nextInt(mayState ? 4 : 3)) {
          case 0 -> Clinic.dead("refused");
          case 1 -> Clinic.sick("stall");
          case 2 -> Clinic.busy();
          default -> Clinic.spent(Duration.ofSeconds(random.nextInt(40_000)));
        };
    return blame;
  }

  /// Asks as a caller does who respects what it is told.
  private void ask(Whom whom) {
    Condition before = conditions.of(whom.provider(), model(whom));
    var permit = conditions.tryAsk(whom.provider(), model(whom));
    Condition after = conditions.of(whom.provider(), model(whom));
    boolean open =
        switch (before) {
          case Well _ -> true;
          case Recovering(int room) -> {
            assertThat(room).isBetween(0, 16);
            if (room > 0) {
              assertThat(after).isEqualTo(new Recovering(room - 1));
            }
            yield room > 0;
          }
          case Resting _ -> false;
          case Unproven(_, _, boolean free) -> {
            if (free) {
              assertThat(after)
                  .isInstanceOfSatisfying(Unproven.class, now -> assertThat(now.free()).isFalse());
            }
            yield free;
          }
        };
    assertThat(permit.isPresent()).isEqualTo(open);
    permit.ifPresent(given -> asked.add(with(given, whom)));
  }

  private void settle(Random random, boolean mayState) {
    if (asked.isEmpty()) {
      return;
    }
    Asked one = asked.remove(random.nextInt(asked.size()));
    Whom provider = Whom.all(one.whom().provider());
    boolean late = one.allsTurn() != turn(provider) && one.onesTurn() != turn(one.whom());
    List<Condition> before = all();
    List<Patient> patients = conditions.patients();
    switch (random.nextInt(4)) {
      case 0, 1 -> {
        Blame blame = blame(random, mayState);
        one.permit().failed(blame);
        if (blame.stated() != null) {
          everStated.put(one.whom(), true);
        }
      }
      case 2 -> one.permit().answered();
      default -> one.permit().dropped();
    }
    if (late) {
      assertThat(all()).isEqualTo(before);
      assertThat(conditions.patients()).isEqualTo(patients);
    }
  }

  /// Looks at whoever is due, as the one who looks in the background does.
  private void look(Random random) {
    for (Patient patient : conditions.patients()) {
      @Nullable Instant proof = patient.proof();
      if (proof == null || proof.isAfter(clinic.wall.now())) {
        continue;
      }
      Instant last = looks.put(whom(patient), clinic.wall.now());
      if (last != null) {
        assertThat(Duration.between(last, clinic.wall.now()))
            .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
      }
      if (random.nextInt(3) > 0) {
        conditions.relapsed(patient, blame(random, false));
      } else {
        long recoveries = conditions.recoveries();
        conditions.proven(patient);
        assertThat(patients()).doesNotContainKey(whom(patient));
        assertThat(conditions.recoveries()).isEqualTo(recoveries + 1);
      }
    }
  }

  /// Notes who turned, and checks what no step may do.
  private void check(Map<Whom, Patient> before) {
    Map<Whom, Patient> after = patients();
    for (Whom whom :
        List.of(
            Whom.all("home"),
            Whom.all("cloud"),
            new Whom("home", "m"),
            new Whom("home", "n"),
            new Whom("cloud", "m"),
            new Whom("cloud", "n"))) {
      Patient now = after.get(whom);
      Patient then = before.get(whom);
      long era = now == null ? -1 : now.era();
      if (seen.getOrDefault(whom, -1L) != era) {
        seen.put(whom, era);
        turns.merge(whom, 1, Integer::sum);
      }
      if (now == null) {
        everStated.remove(whom);
        continue;
      }
      if (then != null && then.since().equals(now.since())) {
        assertThat(now.until()).isAfterOrEqualTo(then.until());
      }
      if (!everStated.containsKey(whom)) {
        Duration longest =
            whom.provider().equals("home") ? Clinic.HOME.longest() : Clinic.CLOUD.longest();
        assertThat(Duration.between(clinic.wall.now(), now.until())).isLessThanOrEqualTo(longest);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void allRulesHoldAtEveryStep(long seed) {
    var random = new Random(seed);
    boolean mayState = seed % 2 == 0;
    for (int step = 0; step < STEPS; step++) {
      Map<Whom, Patient> before = patients();
      switch (random.nextInt(12)) {
        case 0, 1, 2, 3 -> ask(whom(random));
        case 4 -> {
          Whom whom = whom(random);
          asked.add(with(conditions.ask(whom.provider(), model(whom)), whom));
        }
        case 5, 6, 7 -> settle(random, mayState);
        case 8 -> conditions.reached(random.nextBoolean() ? "home" : "cloud");
        case 9 -> conditions.lost(random.nextBoolean() ? "home" : "cloud", "dns", "no name");
        case 10 -> {
          if (random.nextInt(8) == 0) {
            conditions.recheck();
          }
        }
        default -> clinic.pass(Duration.ofMillis(1L << random.nextInt(22)));
      }
      check(before);
      Map<Whom, Patient> unlooked = patients();
      look(random);
      check(unlooked);
    }
  }

  /// D8: whoever respects the room never has more out than the answers since the return allow.
  @ParameterizedTest
  @MethodSource("seeds")
  void neverMoreAtOnceThanAnswersAllow(long seed) {
    var random = new Random(seed);
    clinic.fail("home", "m", Clinic.sick("stall"));
    conditions.proven(clinic.patient());
    var out = new ArrayList<Permit>();
    int limit = 1;
    while (conditions.of("home", "m") instanceof Recovering(int room)) {
      assertThat(room).isEqualTo(limit - out.size());
      if (random.nextInt(3) > 0 && room > 0) {
        out.add(conditions.ask("home", "m"));
      } else if (!out.isEmpty()) {
        Permit done = out.remove(random.nextInt(out.size()));
        if (random.nextInt(3) == 0) {
          done.dropped();
        } else {
          done.answered();
          limit *= 2;
        }
      }
    }
    assertThat(limit).isEqualTo(32);
    assertThat(clinic.of("home")).isEqualTo(new Well());
  }
}
