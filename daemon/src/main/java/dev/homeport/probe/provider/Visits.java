package dev.homeport.probe.provider;

import dev.homeport.condition.Patient;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who was visited when, and so when each is to be visited next: when its proof is due, or some
/// time after a visit that has shown nothing. One thread.
final class Visits {
  private static final Duration FIRST = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /// Proofs that are less apart are the same one, told twice.
  private static final Duration SAME = Duration.ofSeconds(1);

  private final Map<Who, Visit> last = new HashMap<>();

  private record Who(String provider, @Nullable String model) {
    static Who of(Patient patient) {
      return new Who(patient.provider(), patient.model());
    }
  }

  /// @param proof for which it was
  /// @param turns how many there have been for that one, it included
  private record Visit(long era, Instant proof, Instant at, int turns) {
    boolean isFor(Patient patient, Instant due) {
      return era == patient.era() && Duration.between(proof, due).abs().compareTo(SAME) < 0;
    }
  }

  /// When to visit a patient.
  ///
  /// @param proof when its proof is due
  Instant due(Patient patient, Instant proof, Instant now) {
    Visit before = last.get(Who.of(patient));
    if (before == null || before.at().isAfter(now)) {
      return proof;
    }
    Duration rest = SAME;
    if (before.isFor(patient, proof)) {
      rest = FIRST;
      for (int i = 1; i < before.turns() && rest.compareTo(LONGEST) < 0; i++) {
        rest = rest.multipliedBy(2);
      }
      rest = rest.compareTo(LONGEST) < 0 ? rest : LONGEST;
    }
    Instant soonest = before.at().plus(rest);
    return soonest.isAfter(proof) ? soonest : proof;
  }

  /// How many visits for the same proof have shown nothing.
  int turns(Patient patient, Instant proof) {
    Visit before = last.get(Who.of(patient));
    return before != null && before.isFor(patient, proof) ? before.turns() : 0;
  }

  /// Somebody is on the way to it.
  void begun(Patient patient, Instant proof, Instant now) {
    int turns = turns(patient, proof) + 1;
    last.put(Who.of(patient), new Visit(patient.era(), proof, now, turns));
  }

  /// Forgets all others.
  void keep(Collection<Patient> patients) {
    var there = new HashSet<Who>();
    patients.forEach(patient -> there.add(Who.of(patient)));
    last.keySet().retainAll(there);
  }
}
