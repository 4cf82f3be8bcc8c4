package dev.homeport.relay;

import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.resilience.Entry;
import dev.homeport.resilience.Ticket;
import java.util.Optional;

/// The wait for one's turn at a provider that takes only so many at once.
final class Turn {
  private static final int TOO_MANY = 429;

  private final Lane lane;
  private final String party;

  private Turn(Lane lane, String party) {
    this.lane = lane;
    this.party = party;
  }

  /// The turn of this party.
  static Turn of(Lane lane, String party) {
    return new Turn(lane, party);
  }

  /// What is done in it.
  @FunctionalInterface
  interface Ask {
    /// Asks.
    Tried ask() throws InterruptedException;
  }

  /// Waits and asks.
  Tried take(Ask ask) throws InterruptedException {
    Optional<Ticket> claim = lane.provider().ticket(party);
    if (claim.isEmpty()) {
      return ask.ask();
    }
    try (Ticket ticket = claim.get()) {
      lane.whileWaiting(ticket::leave);
      return switch (ticket.enter(null)) {
        case Entry.Admitted _ -> ask.ask();
        case Entry.Left() -> new Tried.Left("while it waited for its turn");
        case Entry.Full(int waiting) -> busy(waiting + " wait already");
        case Entry.Overdue(var waited) -> busy("no turn came within " + Spell.seconds(waited));
        case Entry.Closed() -> busy("it is being replaced");
      };
    }
  }

  static Tried busy(String why) {
    return Tried.of(
        Complaint.of(Kind.CONCURRENCY, TOO_MANY, "it takes only a few requests at once, " + why));
  }
}
