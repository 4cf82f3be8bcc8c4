package dev.homeport.tunnel.tailscale.reading;

import dev.homeport.tunnel.sight.Ahead;
import dev.homeport.tunnel.sight.Notice;
import java.time.Instant;
import java.util.Optional;

/// How long the key of this machine still holds. It is told two weeks, one week and a day before
/// its end, because nothing on the machine shows it before, and then only a person can help.
public final class KeyLife {
  private static final int[] DISTANCES = {1, 7, 14};

  private KeyLife() {}

  /// What a person should know now.
  public static Optional<Notice> notice(Node node, Instant now) {
    Instant expiry = node.keyExpiry();
    if (expiry == null || node.keyEnded(now)) {
      return Optional.empty();
    }
    return Ahead.of(expiry, now, DISTANCES)
        .map(
            ahead ->
                new Notice(
                    "tailscale-key-" + ahead.days(),
                    "the Tailscale key of this machine expires in "
                        + ahead.left()
                        + ", at "
                        + expiry,
                    "renew it: tailscale up --force-reauth; or turn its expiry off at"
                        + " https://login.tailscale.com/admin/machines"));
  }
}
