package dev.homeport.tunnel.twingate.client;

import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.sight.Notice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The end of a service key, and how far ahead it is told.
public record KeyExpiry(Instant at) {
  /// In days, the nearest first.
  private static final List<Integer> AHEAD = List.of(1, 7, 14, 30);

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
    Duration left = Duration.between(now, at);
    return AHEAD.stream()
        .filter(days -> left.compareTo(Duration.ofDays(days)) <= 0)
        .findFirst()
        .map(
            days ->
                new Notice(
                    TOPIC + "expires-" + days + "d",
                    "the service key of Twingate expires on " + at + ", in " + words(left),
                    NEXT));
  }

  private static String words(Duration left) {
    return left.toDays() > 1 ? left.toDays() + " days" : left.toHours() + " hours";
  }
}
