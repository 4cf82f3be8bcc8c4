package dev.homeport.ledger;

import dev.homeport.journal.Event.Charge;
import dev.homeport.journal.Event.Outcome;
import dev.homeport.journal.Event.RequestEnded;
import dev.homeport.journal.Event.Tokens;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Requests that ended.
public final class Ended {
  private Ended() {}

  /// One that was answered in another's place.
  public static RequestEnded request(String id) {
    return with(id, new Charge("acme", "main", 2, "connect-timeout", true, 70L, null));
  }

  static RequestEnded with(String id, @Nullable Charge charge) {
    return new RequestEnded(
        id,
        "bot",
        "POST",
        "/v1/messages",
        "qwen",
        "openrouter",
        "ann",
        new Tokens(3, 4),
        200,
        Outcome.ANSWERED,
        null,
        5,
        6,
        Duration.ZERO,
        Duration.ofMillis(12),
        Duration.ofMillis(34),
        charge);
  }
}
