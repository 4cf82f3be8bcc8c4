package dev.homeport.fake;

import dev.homeport.account.Account;
import dev.homeport.account.AccountStanding;
import dev.homeport.account.Block;
import dev.homeport.server.admin.Accounts;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Accounts that nobody asks anything with.
public final class HandAccounts implements Accounts {
  private final List<AccountStanding> all = new CopyOnWriteArrayList<>();

  /// One more, against which this is held.
  public void add(String provider, Account account, Block... blocks) {
    all.add(new AccountStanding(provider, account, 1, 10, 8, 2, List.of(blocks)));
  }

  @Override
  public List<AccountStanding> standing() {
    return List.copyOf(all);
  }

  @Override
  public List<Block> unblock(String provider, String account) {
    var lifted = new ArrayList<Block>();
    all.replaceAll(
        each -> {
          if (!each.provider().equals(provider) || !each.account().name().equals(account)) {
            return each;
          }
          lifted.addAll(each.blocks());
          return new AccountStanding(provider, each.account(), 1, 10, 8, 2, List.of());
        });
    return lifted;
  }
}
