package dev.homeport.host;

import java.security.Security;

/// How long this program remembers which address a name has.
///
/// Java remembers an address for half a minute and a failure for ten seconds. After a wake or a
/// change of networks both are wrong: a resolver that was away for a moment would look like a
/// tunnel that is down. So an address is remembered for as long as a burst of connections lasts,
/// and a failure not at all.
public final class NameMemory {
  private static final String SECONDS = "5";
  private static final String NONE = "0";

  private NameMemory() {}

  /// Makes it short. Java reads this once, with the first name that anybody looks up.
  public static void shorten() {
    Security.setProperty("networkaddress.cache.ttl", SECONDS);
    Security.setProperty("networkaddress.cache.negative.ttl", NONE);
    Security.setProperty("networkaddress.cache.stale.ttl", NONE);
  }
}
