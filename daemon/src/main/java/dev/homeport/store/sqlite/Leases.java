package dev.homeport.store.sqlite;

import dev.homeport.store.Tallies.Hold;
import dev.homeport.store.Tallies.Pot;
import dev.homeport.store.tally.Names;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// What this process has reserved and not settled, and what of that the file does not know yet. One
/// thread at a time.
final class Leases {
  /// So many whose lease is over are remembered, for who settles late.
  private static final int LATE = 10_000;

  /// So long, too; others count them as spent for good after a day.
  private static final Duration LATEST = Duration.ofHours(12);

  private final Names names = new Names();
  private final Map<String, Lease> out = new HashMap<>();
  private final TreeSet<Lease> ends =
      new TreeSet<>(Comparator.comparing(Lease::until).thenComparing(Lease::id));
  private final LinkedHashMap<String, Lease> late = new LinkedHashMap<>();
  private final LinkedHashMap<String, Lease> begun = new LinkedHashMap<>();
  private final List<String> ended = new ArrayList<>();

  /// Something reserved.
  record Lease(String id, long amount, long presumed, Instant until, List<Pot> pots) {
    Hold hold() {
      var amounts = new HashMap<Pot, Long>();
      pots.forEach(pot -> amounts.put(pot, amount));
      return new Hold(id, amounts, presumed);
    }
  }

  /// What the file is to be told.
  record News(List<Lease> begun, List<String> ended) {}

  boolean isOurs(String id) {
    return names.isOurs(id);
  }

  Lease begin(List<Pot> pots, long amount, long presumed, Instant until) {
    var lease = new Lease(names.next(), amount, presumed, until, pots);
    out.put(lease.id(), lease);
    ends.add(lease);
    begun.put(lease.id(), lease);
    return lease;
  }

  /// Ends a lease in time. Says which one; none where it is not out.
  List<Lease> end(String id) {
    Lease lease = out.remove(id);
    if (lease == null) {
      return List.of();
    }
    ends.remove(lease);
    forget(lease);
    return List.of(lease);
  }

  /// Ends a lease that was over already.
  List<Lease> endLate(String id) {
    Lease lease = late.remove(id);
    if (lease == null) {
      return List.of();
    }
    forget(lease);
    return List.of(lease);
  }

  private void forget(Lease lease) {
    if (begun.remove(lease.id()) == null) {
      ended.add(lease.id());
    }
  }

  /// The leases that are over by now and were not when this was last asked.
  List<Lease> lapsed(Instant now) {
    if (ends.isEmpty() || ends.first().until().isAfter(now)) {
      return List.of();
    }
    var lapsed = new ArrayList<Lease>();
    while (!ends.isEmpty() && !ends.first().until().isAfter(now)) {
      Lease lease = ends.removeFirst();
      out.remove(lease.id());
      late.put(lease.id(), lease);
      lapsed.add(lease);
    }
    return lapsed;
  }

  /// The leases that nobody will settle any more; what is presumed of them is spent.
  List<Lease> lost(Instant now) {
    var lost = new ArrayList<Lease>();
    while (!late.isEmpty()
        && (late.size() > LATE
            || late.firstEntry().getValue().until().plus(LATEST).isBefore(now))) {
      Lease lease = late.pollFirstEntry().getValue();
      forget(lease);
      lost.add(lease);
    }
    return lost;
  }

  boolean hasNews() {
    return !begun.isEmpty() || !ended.isEmpty();
  }

  /// What the file does not know, which is now in the writer's hands.
  News launch() {
    var news = new News(List.copyOf(begun.values()), List.copyOf(ended));
    begun.clear();
    ended.clear();
    return news;
  }

  /// It was not written: what has ended meanwhile needs not begin.
  void comeBack(News news) {
    for (Lease lease : news.begun()) {
      if (!ended.remove(lease.id())) {
        begun.put(lease.id(), lease);
      }
    }
    ended.addAll(news.ended());
  }
}
