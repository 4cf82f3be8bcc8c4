package dev.homeport.account;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Whose turn it is. Who is passed over has its turn as soon as it is free again, and nobody has
/// two because of that.
final class Turns {
  /// When each had its last turn, in turns; guarded by `this`, as is the count of them.
  private final Map<String, Long> last = new HashMap<>();

  private long turn;

  /// These, whoever had no turn for the longest time first; that one has it now.
  synchronized List<Member> of(List<Member> free) {
    List<Member> order =
        free.stream()
            .sorted(Comparator.comparingLong(each -> last.getOrDefault(each.name(), -1L)))
            .toList();
    if (!order.isEmpty()) {
      last.put(order.getFirst().name(), turn++);
    }
    return order;
  }
}
