package dev.homeport.account;

import dev.homeport.resilience.Ticket;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Ends the wait of one request, whichever account it waits for at the moment.
final class Leaving {
  private final AtomicReference<@Nullable Ticket> awaited = new AtomicReference<>();

  /// Whether whoever waits has gone; other waits are ended because the account was blocked.
  private final AtomicBoolean left = new AtomicBoolean();

  void from(Ticket ticket, Pool.Waiting stay) {
    if (awaited.getAndSet(ticket) == null) {
      stay.endedBy(this::leave);
    }
    if (left.get()) {
      ticket.leave();
    }
  }

  private void leave() {
    left.set(true);
    Ticket ticket = awaited.get();
    if (ticket != null) {
      ticket.leave();
    }
  }

  boolean hasLeft() {
    return left.get();
  }
}
