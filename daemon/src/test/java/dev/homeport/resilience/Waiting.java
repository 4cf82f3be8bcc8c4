package dev.homeport.resilience;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Somebody who waits at a gate in a thread of their own.
record Waiting(Ticket ticket, String name, CompletableFuture<Entry> future) {
  /// Begins to wait; returns when the gate has the ticket in its queue.
  static Waiting on(Ticket ticket, String name, Gate gate) {
    int before = gate.snapshot().waiting();
    var future = new CompletableFuture<Entry>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                future.complete(ticket.enter(null));
              } catch (InterruptedException e) {
                future.completeExceptionally(e);
              }
            });
    while (gate.snapshot().waiting() == before && !future.isDone()) {
      Thread.onSpinWait();
    }
    return new Waiting(ticket, name, future);
  }

  Entry entry() throws Exception {
    return future.get(10, TimeUnit.SECONDS);
  }

  /// The next of these that was let in, leaving out those already seen.
  static Waiting firstAdmitted(List<Waiting> all, List<String> seen) {
    while (true) {
      for (Waiting each : all) {
        if (!seen.contains(each.name) && each.future.isDone()) {
          return each;
        }
      }
      Thread.onSpinWait();
    }
  }
}
