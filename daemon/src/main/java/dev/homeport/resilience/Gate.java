package dev.homeport.resilience;

import dev.homeport.time.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who may be at Ollama now, and who waits here instead.
///
/// At most `concurrent` requests are let in. The others wait in a bounded queue that takes turns
/// between parties (keys), first come first served within one; when it is full, who has most in it
/// makes room for who has less. While one model loads, whoever needs another that is not loaded
/// waits here and not inside Ollama, which never releases a request that is given up in its own
/// load queue (facts: `loading/half-close-while-queued`). Others pass it.
public final class Gate {
  /// How many may be in, how many may wait, and for how long.
  public record Limits(int concurrent, int queue, Duration longestWait) {}

  /// How full it is.
  public record Snapshot(int running, int waiting, @Nullable String loading) {}

  private final Ticker ticker;

  /// All state below is guarded by this lock. Nothing that waits or calls out is done under it.
  private final Object lock = new Object();

  private Limits limits;
  private final Map<String, ArrayDeque<Ticket>> parties = new LinkedHashMap<>();
  private final LoadedModels loaded = new LoadedModels();
  private int running;
  private int waiting;
  private @Nullable Ticket loading;
  private boolean closed;

  /// A gate that is open.
  public Gate(Limits limits, Ticker ticker) {
    this.limits = limits;
    this.ticker = ticker;
  }

  /// A ticket for one request of this party; it has no place yet.
  ///
  /// @param model the normalised name, or nothing for a request that needs no model
  public Ticket ticket(String party, @Nullable String model) {
    return new Ticket(this, party, model);
  }

  /// New limits for whoever comes or is let in from now on.
  public void resize(Limits next) {
    synchronized (lock) {
      limits = next;
      admitWaiting();
    }
  }

  /// Ollama's list of what is in memory, and when it was asked for.
  public void listLoaded(Set<String> models, long askedNanos) {
    synchronized (lock) {
      loaded.list(models, askedNanos);
      admitWaiting();
    }
  }

  /// Sends away all who wait and all who come; those inside finish.
  public void close() {
    List<Ticket> sentAway = new ArrayList<>();
    synchronized (lock) {
      closed = true;
      parties.values().forEach(sentAway::addAll);
      parties.clear();
      waiting = 0;
    }
    sentAway.forEach(ticket -> ticket.settle(new Entry.Closed()));
  }

  /// How full it is now.
  public Snapshot snapshot() {
    synchronized (lock) {
      return new Snapshot(running, waiting, loading == null ? null : loading.model());
    }
  }

  /// Whether this model is in memory, as far as we know.
  public boolean isLoaded(String model) {
    synchronized (lock) {
      return loaded.contains(model);
    }
  }

  Ticker ticker() {
    return ticker;
  }

  Duration longestWait() {
    synchronized (lock) {
      return limits.longestWait();
    }
  }

  /// Lets the ticket in at once where it passes nobody who waits; else nothing is returned.
  @Nullable Entry arriveWithoutWaiting(Ticket ticket) {
    synchronized (lock) {
      if (closed) {
        return new Entry.Closed();
      }
      boolean room = running < limits.concurrent() && waiting == 0 && isEligible(ticket);
      return room ? admit(ticket) : null;
    }
  }

  /// Lets the ticket in at once, puts it in the queue (nothing is returned), or refuses it.
  @Nullable Entry arrive(Ticket ticket) {
    synchronized (lock) {
      if (closed) {
        return new Entry.Closed();
      }
      if (running < limits.concurrent() && isEligible(ticket)) {
        return admit(ticket);
      }
      if (waiting >= limits.queue() && !hasMadeRoomFor(ticket.party())) {
        return new Entry.Full(waiting);
      }
      parties.computeIfAbsent(ticket.party(), _ -> new ArrayDeque<>()).add(ticket);
      waiting++;
      return null;
    }
  }

  /// Sends the last ticket of the party away that has most in the queue, if it keeps more than the
  /// newcomer's would have: a queue that one party filled is not full for the others.
  private boolean hasMadeRoomFor(String party) {
    var own = parties.get(party);
    int least = own == null ? 0 : own.size();
    ArrayDeque<Ticket> longest = null;
    for (ArrayDeque<Ticket> queue : parties.values()) {
      if (longest == null || queue.size() > longest.size()) {
        longest = queue;
      }
    }
    if (longest == null || longest.size() <= least + 1) {
      return false;
    }
    Ticket last = longest.removeLast();
    waiting--;
    last.settle(new Entry.Full(waiting));
    return true;
  }

  /// Takes a waiting ticket out of the queue; false when it was not there any more.
  boolean withdraw(Ticket ticket) {
    synchronized (lock) {
      var queue = parties.get(ticket.party());
      if (queue == null || !queue.remove(ticket)) {
        return false;
      }
      if (queue.isEmpty()) {
        parties.remove(ticket.party());
      }
      waiting--;
      return true;
    }
  }

  /// How many are let in before this one, if nobody leaves: 1 is next.
  int positionOf(Ticket ticket) {
    synchronized (lock) {
      int ahead = 0;
      int own = 0;
      var queue = parties.get(ticket.party());
      if (queue == null) {
        return 0;
      }
      for (Ticket other : queue) {
        if (other == ticket) {
          break;
        }
        own++;
      }
      for (var entry : parties.entrySet()) {
        if (!entry.getKey().equals(ticket.party())) {
          ahead += Math.min(entry.getValue().size(), own + 1);
        } else {
          ahead += own;
        }
      }
      return ahead + 1;
    }
  }

  /// The ticket's model has produced something.
  void begun(Ticket ticket) {
    synchronized (lock) {
      String model = ticket.model();
      if (model != null) {
        loaded.answered(model, ticker.nanoTime());
      }
      if (loading == ticket) {
        loading = null;
        admitWaiting();
      }
    }
  }

  /// The ticket gives its place back.
  void depart(Ticket ticket) {
    synchronized (lock) {
      release(ticket);
      admitWaiting();
    }
  }

  private void release(Ticket ticket) {
    running--;
    if (loading == ticket) {
      loading = null;
    }
  }

  private void admitWaiting() {
    while (running < limits.concurrent() && waiting > 0) {
      Ticket next = takeNext();
      if (next == null) {
        return;
      }
      if (!next.settle(admit(next))) {
        release(next);
      }
    }
  }

  /// The first that may go, of the party whose turn it is; the party then goes to the end.
  private @Nullable Ticket takeNext() {
    for (ArrayDeque<Ticket> queue : parties.values()) {
      for (Ticket ticket : queue) {
        if (isEligible(ticket)) {
          take(ticket, queue);
          return ticket;
        }
      }
    }
    return null;
  }

  private void take(Ticket ticket, ArrayDeque<Ticket> queue) {
    queue.remove(ticket);
    waiting--;
    parties.remove(ticket.party());
    if (!queue.isEmpty()) {
      parties.put(ticket.party(), queue);
    }
  }

  private boolean isEligible(Ticket ticket) {
    String model = ticket.model();
    return loading == null || model == null || loaded.contains(model);
  }

  private Entry admit(Ticket ticket) {
    running++;
    String model = ticket.model();
    boolean loads = model != null && !loaded.contains(model);
    if (loads) {
      loading = ticket;
    }
    return new Entry.Admitted(loads);
  }
}
