package dev.homeport.server.admin;

import dev.homeport.account.AccountStanding;
import dev.homeport.account.Block;
import java.util.List;

/// The accounts at all providers, for those who run a router.
public interface Accounts {
  /// How they all stand, those of one provider beside one another.
  List<AccountStanding> standing();

  /// Lets an account be asked again, for all of its models; what was held against it.
  List<Block> unblock(String provider, String account);
}
