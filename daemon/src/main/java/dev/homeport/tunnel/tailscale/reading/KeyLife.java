package dev.homeport.tunnel.tailscale.reading;

import dev.homeport.tunnel.sight.Notice;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How long the key of this machine still holds. It is told two weeks, one week and a day before
/// its end, because nothing on the machine shows it before, and then only a person can help.
public final class KeyLife {
  private static final int[] DAYS = {1, 7, 14};

  private KeyLife() {}

  /// What a person should know now.
  public static Optional<Notice> notice(Node node, Instant now) {
    Instant expiry = node.keyExpiry();
    if (expiry == null || node.keyEnded(now)) {
      return Optional.empty();
    }
    Duration left = Duration.between(now, expiry);
    for (int days : DAYS) {
      if (left.compareTo(Duration.ofDays(days)) <= 0) {
        return Optional.of(
            new Notice(
                "tailscale-key-" + days,
                "the Tailscale key of this machine expires in " + words(left) + ", at " + expiry,
                "renew it: tailscale up --force-reauth; or turn its expiry off at"
                    + " https://login.tailscale.com/admin/machines"));
      }
    }
    return Optional.empty();
  }

  private static String words(Duration left) {
    return left.toDays() >= 2 ? left.toDays() + " days" : left.toHours() + " hours";
  }
}
