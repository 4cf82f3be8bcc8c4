package dev.homeport.doctor.tunnel;

import dev.homeport.config.router.ServiceKey;
import dev.homeport.doctor.Check;
import dev.homeport.doctor.Outcome;
import dev.homeport.time.WallClock;
import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.twingate.client.KeyExpiry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Whether the key that Twingate's client shows still holds, and for how long.
///
/// @param key nothing where the client was set up by somebody else
public record ServiceKeyCheck(@Nullable ServiceKey key, WallClock wall) implements Check {
  @Override
  public String id() {
    return "router.twingate-key";
  }

  @Override
  public Outcome look() {
    if (key == null) {
      return Outcome.skip("no service key is set (TWINGATE_SERVICE_KEY)");
    }
    Instant end = key.expires();
    if (end == null) {
      return Outcome.ok("the service key of " + key.network() + " has no end");
    }
    var expiry = new KeyExpiry(end);
    Instant now = wall.now();
    if (expiry.hasPassed(now)) {
      Finding passed = expiry.finding();
      return Outcome.fail(passed.what(), passed.next());
    }
    return expiry
        .notice(now)
        .map(notice -> Outcome.warn(notice.what(), notice.next()))
        .orElseGet(() -> Outcome.ok("the service key of " + key.network() + " holds until " + end));
  }
}
