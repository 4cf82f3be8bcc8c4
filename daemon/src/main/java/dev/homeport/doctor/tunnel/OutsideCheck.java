package dev.homeport.doctor.tunnel;

import dev.homeport.doctor.Check;
import dev.homeport.doctor.Outcome;
import dev.homeport.doctor.Seen;
import dev.homeport.time.WallClock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether somebody outside has lately reached this machine, which alone proves that others can.
public record OutsideCheck(Seen<Glimpse> glimpse, WallClock wall) implements Check {
  private static final Duration FRESH = Duration.ofMinutes(10);

  @Override
  public String id() {
    return "tunnel.outside";
  }

  @Override
  public List<String> needs() {
    return List.of("tunnel.way");
  }

  @Override
  public Outcome look() {
    Glimpse seen = glimpse.find().orElse(null);
    if (seen == null || !seen.monitored()) {
      return Outcome.skip("only a daemon that runs knows what the world sees");
    }
    Instant when = instant(seen.verified());
    String by = seen.verifiedFrom() == null ? "" : " by " + seen.verifiedFrom();
    String fix =
        "set daemon.link.router and daemon.link.key, so that the router looks\n"
            + "by hand, from a phone without Wi-Fi: "
            + (seen.url() == null ? "https://NAME" : seen.url())
            + "/health";
    if (when == null) {
      return Outcome.warn("nobody outside has reached this machine yet", fix);
    }
    Duration ago = Duration.between(when, wall.now());
    return ago.compareTo(FRESH) <= 0
        ? Outcome.ok("reached from outside" + by + ", " + ago.toSeconds() + " s ago")
        : Outcome.warn(
            "nobody outside has reached this machine for "
                + ago.toMinutes()
                + " min (last"
                + by
                + ")",
            fix);
  }

  private static @Nullable Instant instant(@Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException _) {
      return null;
    }
  }
}
