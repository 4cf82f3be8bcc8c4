package dev.homeport.relay;

import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.resilience.Entry;
import dev.homeport.resilience.Ticket;
import dev.homeport.upstream.Provider;
import java.util.Optional;

/// The wait for one's turn at a provider that takes only so many at once.
final class Turn {
  private static final int TOO_MANY = 429;

  private final Provider provider;
  private final String party;
  private final Delivery delivery;

  private Turn(Provider provider, String party, Delivery delivery) {
    this.provider = provider;
    this.party = party;
    this.delivery = delivery;
  }

  /// The turn of this party.
  static Turn at(Provider provider, String party, Delivery delivery) {
    return new Turn(provider, party, delivery);
  }

  /// What is done in it.
  @FunctionalInterface
  interface Ask {
    /// Asks.
    Tried ask() throws InterruptedException;
  }

  /// Waits and asks.
  Tried take(Ask ask) throws InterruptedException {
    Optional<Ticket> claim = provider.ticket(party);
    if (claim.isEmpty()) {
      return ask.ask();
    }
    try (Ticket ticket = claim.get()) {
      delivery.onLeaving(ticket::leave);
      return switch (ticket.enter(null)) {
        case Entry.Admitted _ -> ask.ask();
        case Entry.Left() -> new Tried.Left("while it waited for its turn");
        case Entry.Full(int waiting) -> busy(waiting + " wait already");
        case Entry.Overdue(var waited) -> busy("no turn came within " + waited.toSeconds() + " s");
        case Entry.Closed() -> busy("it is being replaced");
      };
    }
  }

  private Tried busy(String why) {
    return Tried.of(
        provider.name(),
        Complaint.of(Kind.CONCURRENCY, TOO_MANY, "it takes only a few requests at once, " + why));
  }
}
