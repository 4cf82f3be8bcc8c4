package dev.homeport.front;

import dev.homeport.health.Signals;
import dev.homeport.journal.Ending;
import dev.homeport.resilience.Entry;
import dev.homeport.resilience.Gate;
import dev.homeport.time.Ticker;
import dev.homeport.upstream.HttpUpstream;

/// The way of a request on the Mac: a place at the gate, the bytes to Ollama, its bytes back.
public final class Front {
  private final HttpUpstream ollama;
  private final Gate gate;
  private final Ticker ticker;
  private final Signals signals;

  /// A front for this Ollama.
  public Front(HttpUpstream ollama, Gate gate, Ticker ticker, Signals signals) {
    this.ollama = ollama;
    this.gate = gate;
    this.ticker = ticker;
    this.signals = signals;
  }

  /// Takes a request all the way; returns when nothing of it is left.
  public Ending pass(Passage passage, Client client) throws InterruptedException {
    var attempt = ollama.attempt();
    if (!passage.needsPlace()) {
      client.onLeaving(attempt::cancel);
      return new Trip(passage, client, attempt, null, signals, ticker).run(0);
    }
    try (var ticket = gate.ticket(passage.party(), passage.model())) {
      var trip = new Trip(passage, client, attempt, ticket, signals, ticker);
      client.onLeaving(trip::leave);
      long came = ticker.nanoTime();
      Entry entry =
          ticket.enter(
              passage.acknowledged()
                  ? position -> client.acknowledge("queued; position=" + position)
                  : null);
      long queued = ticker.nanoTime() - came;
      return switch (entry) {
        case Entry.Admitted(boolean loads) -> admitted(trip, loads, queued);
        case Entry.Full(int waiting) ->
            new Ending.Refused(
                429,
                "all places are taken and "
                    + waiting
                    + " requests wait already (limits.queue); try again in a moment",
                1,
                trip.course(queued));
        case Entry.Overdue(var waited) ->
            new Ending.Refused(
                503,
                "no place became free within " + waited.toSeconds() + " s (limits.queue-wait)",
                0,
                trip.course(queued));
        case Entry.Left() -> new Ending.Left("while it waited for a place", trip.course(queued));
        case Entry.Closed() ->
            new Ending.Refused(503, "this Homeport is stopping", 0, trip.course(queued));
      };
    }
  }

  /// Says how the request stands, where somebody wants to hear it, and goes.
  private static Ending admitted(Trip trip, boolean loads, long queued) {
    if (trip.wantsNews()) {
      trip.acknowledge(loads ? "loading" : "running");
    }
    return trip.run(queued);
  }
}
