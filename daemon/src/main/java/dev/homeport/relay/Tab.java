package dev.homeport.relay;

import dev.homeport.chat.Usage;
import dev.homeport.ledger.Bill;
import dev.homeport.ledger.Fare;
import org.jspecify.annotations.Nullable;

/// What one leg came to: what was reserved for it, what was made, and what is paid in the end. It
/// is settled once; the first word counts.
final class Tab {
  private final Fare fare;

  /// Tokens of the prompt by our own estimate.
  private final long prompt;

  /// What the provider has counted; guarded by this, as is all that follows.
  private @Nullable Usage counted;

  /// Tokens of the answer so far by our own estimate; nothing where none was made.
  private @Nullable Long made;

  private boolean settled;
  private @Nullable Usage paid;
  private @Nullable Bill bill;

  Tab(Fare fare, long prompt) {
    this.fare = fare;
    this.prompt = prompt;
  }

  /// One of somebody who costs nothing.
  static Tab free() {
    return new Tab(Fare.FREE, 0);
  }

  /// Something was made: as the provider counts it, and by our own estimate.
  synchronized void made(@Nullable Usage byProvider, long estimated) {
    counted = byProvider;
    made = estimated;
  }

  /// It is over: what was made is paid, and where nothing was, nothing is.
  void settle() {
    Usage usage;
    boolean estimated;
    synchronized (this) {
      if (settled) {
        return;
      }
      settled = true;
      if (made == null) {
        usage = null;
        estimated = false;
      } else {
        estimated = counted == null || counted.total() == 0;
        usage = estimated ? Usage.of(prompt, made) : counted;
      }
    }
    if (usage == null) {
      fare.nothing();
      return;
    }
    Bill known = fare.answered(usage, estimated);
    synchronized (this) {
      paid = usage;
      bill = new Bill(known.cost(), known.estimated() || estimated);
    }
  }

  /// It is over, and nobody pays for it whatever was made.
  void nothing() {
    synchronized (this) {
      if (settled) {
        return;
      }
      settled = true;
    }
    fare.nothing();
  }

  /// What was used and is paid; nothing where nothing is.
  synchronized @Nullable Usage usage() {
    return paid;
  }

  /// What is paid for it; nothing where nothing is.
  synchronized @Nullable Bill bill() {
    return bill;
  }
}
