package dev.homeport.role.router;

import dev.homeport.account.AccountStanding;
import dev.homeport.account.Block;
import dev.homeport.account.block.Blocks;
import dev.homeport.server.admin.Accounts;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The accounts of a router's fleet, as its pages and orders see them.
///
/// @param blocks those of accounts that are gone from the settings, too
record RouterAccounts(Supplier<Fleet> fleet, Blocks blocks) implements Accounts {
  @Override
  public List<AccountStanding> standing() {
    return fleet.get().pools().stream().flatMap(pool -> pool.standing().stream()).toList();
  }

  /// Until when all accounts of a provider are blocked; empty where one is free, or it has none.
  Optional<Instant> blockedUntil(String provider, Instant now) {
    List<AccountStanding> all =
        standing().stream().filter(each -> each.provider().equals(provider)).toList();
    return all.isEmpty() || !all.stream().allMatch(each -> each.isBlocked(now))
        ? Optional.empty()
        : all.stream().map(RouterAccounts::end).min(Comparator.naturalOrder());
  }

  private static Instant end(AccountStanding blocked) {
    return blocked.blocks().stream()
        .filter(block -> block.model() == null)
        .map(Block::until)
        .max(Comparator.naturalOrder())
        .orElse(Instant.MIN);
  }

  @Override
  public List<Block> unblock(String provider, String account) {
    return fleet.get().pools().stream()
        .filter(pool -> pool.provider().equals(provider))
        .findFirst()
        .map(pool -> pool.unblock(account))
        .orElseGet(() -> blocks.lift(provider, account));
  }
}
