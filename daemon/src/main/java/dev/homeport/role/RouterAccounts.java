package dev.homeport.role;

import dev.homeport.account.AccountStanding;
import dev.homeport.account.Block;
import dev.homeport.server.admin.Accounts;
import java.util.List;
import java.util.function.Supplier;

/// The accounts of a router's fleet, as its pages and orders see them.
record RouterAccounts(Supplier<Fleet> fleet) implements Accounts {
  @Override
  public List<AccountStanding> standing() {
    return fleet.get().pools().stream().flatMap(pool -> pool.standing().stream()).toList();
  }

  @Override
  public List<Block> unblock(String provider, String account) {
    return fleet.get().pools().stream()
        .filter(pool -> pool.provider().equals(provider))
        .findFirst()
        .map(pool -> pool.unblock(account))
        .orElse(List.of());
  }
}
