package dev.homeport.server.admin;

import dev.homeport.access.KeyRing;
import dev.homeport.journal.Journal;
import dev.homeport.time.WallClock;

/// Carries out what those who run a router order, and answers what they ask. What is done is
/// journalled, with the name of the key.
public final class Orders {
  private final PinDesk pins;
  private final KeyDesk keys;
  private final UsageDesk usage;
  private final AccountDesk accounts;

  /// What is ordered of these.
  public Orders(
      Steering steering,
      KeyRing ring,
      Books books,
      Accounts accounts,
      Journal journal,
      WallClock wall) {
    var notes = new Notes(journal);
    this.pins = new PinDesk(steering, notes);
    this.keys = new KeyDesk(ring, notes, wall);
    this.usage = new UsageDesk(books, wall);
    this.accounts = new AccountDesk(accounts, notes);
  }

  /// Does it, or says why not. Who comes here may give orders.
  public Reply obey(Order order) {
    return switch (order.path()) {
      case "/admin/force" -> pins.force(order);
      case "/admin/cache/clear" -> pins.clear(order);
      case "/admin/keys" -> order.looks() ? keys.list() : keys.add(order);
      case "/admin/keys/{name}" -> keys.revoke(order);
      case "/admin/usage" -> usage.show(order);
      case "/admin/unblock", "/admin/unblock/{account…}" -> accounts.unblock(order);
      default -> throw new IllegalStateException("no such order: " + order.path());
    };
  }
}
