package dev.homeport.ledger.budget;

import dev.homeport.config.router.Budget.Per;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Whom this process has seen spend of late: a budget for each key does not say which there are.
final class Seen {
  private static final int MOST = 500;

  /// By what they are, those seen last at the end; guarded by itself.
  private final Map<Per, LinkedHashMap<String, Boolean>> subjects = new EnumMap<>(Per.class);

  /// Takes in who is about to spend.
  void saw(List<Stake> stakes) {
    for (Stake stake : stakes) {
      if (stake.budget().name() == null && !stake.subject().isEmpty()) {
        saw(stake.budget().per(), stake.subject());
      }
    }
  }

  private void saw(Per per, String subject) {
    synchronized (subjects) {
      LinkedHashMap<String, Boolean> some =
          subjects.computeIfAbsent(per, _ -> new LinkedHashMap<>(16, 0.75f, true));
      some.put(subject, true);
      if (some.size() > MOST) {
        some.pollFirstEntry();
      }
    }
  }

  /// Those, in the order of their names.
  Set<String> of(Per per) {
    synchronized (subjects) {
      LinkedHashMap<String, Boolean> some = subjects.get(per);
      return some == null ? Set.of() : new TreeSet<>(some.keySet());
    }
  }
}
