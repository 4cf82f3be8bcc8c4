package dev.homeport.tunnel.watch;

import dev.homeport.journal.Event.Weight;
import dev.homeport.journal.Journal;
import dev.homeport.store.Fact;
import dev.homeport.store.Facts;
import dev.homeport.store.Facts.Written;
import dev.homeport.tunnel.policy.Memory;
import dev.homeport.tunnel.policy.Moment;
import java.util.Map;

/// Where the repairs of one kind of tunnel are remembered over restarts. One thread writes.
final class Logbook {
  private static final String KIND = "tunnel";

  private final Facts facts;
  private final String tunnel;
  private final Journal journal;

  /// Whether it was told that nothing can be stored, so that it is told once.
  private boolean told;

  Logbook(Facts facts, String tunnel, Journal journal) {
    this.facts = facts;
    this.tunnel = tunnel;
    this.journal = journal;
  }

  /// What an earlier life of this process has written.
  Memory read(Moment now) {
    facts.freshenNow();
    Fact fact = facts.shelf(KIND).facts().get(tunnel);
    return fact == null ? Memory.NONE : Memory.of(fact.fields(), now);
  }

  /// Whether no crash takes it away any more.
  boolean write(Memory memory, Moment now) {
    return switch (facts.put(new Fact(KIND, tunnel, memory.fields(now)))) {
      case Written.Done _, Written.Unmet _ -> {
        told = false;
        yield true;
      }
      case Written.Failed(String why) -> {
        if (!told) {
          told = true;
          journal.note(Weight.WARN, "tunnel repairs not stored", Map.of("why", why));
        }
        yield false;
      }
    };
  }
}
