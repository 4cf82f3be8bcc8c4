package dev.homeport.tunnel.twingate.client;

import dev.homeport.tunnel.sight.Ahead;
import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.sight.Notice;
import java.time.Instant;
import java.util.Optional;

/// The end of a service key, and how far ahead it is told.
public record KeyExpiry(Instant at) {
  private static final int[] DISTANCES = {1, 7, 14, 30};

  /// What the topics of all its notices begin with.
  static final String TOPIC = "twingate-key-";

  private static final String NEXT =
      "make another key for the Service in Twingate's admin console and set TWINGATE_SERVICE_KEY";

  /// Whether it is over.
  public boolean hasPassed(Instant now) {
    return !now.isBefore(at);
  }

  /// What is wrong once it has passed.
  public Finding finding() {
    return new Finding(Cause.KEY_EXPIRED, "the service key of Twingate has expired on " + at, NEXT);
  }

  /// What to tell before. Its topic is another one each time that it comes as near as that.
  public Optional<Notice> notice(Instant now) {
    if (hasPassed(now)) {
      Finding finding = finding();
      return Optional.of(new Notice(TOPIC + "expired", finding.what(), finding.next()));
    }
    return Ahead.of(at, now, DISTANCES)
        .map(
            ahead ->
                new Notice(
                    TOPIC + "expires-" + ahead.days() + "d",
                    "the service key of Twingate expires on " + at + ", in " + ahead.left(),
                    NEXT));
  }
}
