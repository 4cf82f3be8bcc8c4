package dev.homeport.story;

import dev.homeport.simulation.http.Answering;
import dev.homeport.story.Disorder.Trouble;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/// The mood of a cloud: while it is in trouble it turns most questions away, each time for the
/// reason of the moment. What it states about the end of it is true.
final class Throttle implements Reciter.Mood {
  /// How many of a hundred are turned away.
  private static final int TURNED_AWAY = 80;

  private static final String JSON = "application/json";

  /// What is the matter, and for how long still.
  record Now(Trouble trouble, Duration left) {}

  private final Supplier<Optional<Now>> now;
  private final Random random;

  Throttle(Supplier<Optional<Now>> now, long seed) {
    this.now = now;
    this.random = new Random(seed);
  }

  @Override
  public boolean answers(boolean stream, Answering answering) throws IOException {
    Now matter = now.get().orElse(null);
    if (matter == null || random.nextInt(100) >= TURNED_AWAY) {
      return false;
    }
    long millis = Math.max(1, matter.left().toMillis());
    long seconds = (millis + 999) / 1000;
    switch (matter.trouble().kind()) {
      case SECONDS -> refuse(429, "slow down", answering, "Retry-After", "" + seconds);
      case DATE -> refuse(429, "slow down", answering, "Retry-After", date(millis));
      case MILLIS -> refuse(429, "slow down", answering, "retry-after-ms", "" + millis);
      case SAID ->
          refuse(429, "Rate limit reached. Please try again in " + millis / 1e3 + "s.", answering);
      case BUSY -> refuse(503, "The server is overloaded", answering);
      case SHUT -> throw new IOException("closed instead of an answer");
      case EMPTY -> {
        answering.begin(Map.of("Content-Type", stream ? "text/event-stream" : JSON));
        answering.piece(
            stream
                ? "data: {\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"created\":1,"
                    + "\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\","
                    + "\"content\":\"\"},\"finish_reason\":null}]}\n\n"
                : "{\"id\":");
        throw new IOException("closed before the first word");
      }
      case KILLED, FROZEN, CUT, SLOW, RESET, GONE ->
          throw new AssertionError("no trouble of a cloud");
    }
    return true;
  }

  private static void refuse(int status, String said, Answering answering, String... header)
      throws IOException {
    var headers = new HashMap<>(Map.of("Content-Type", JSON));
    if (header.length == 2) {
      headers.put(header[0], header[1]);
    }
    answering.whole(
        status,
        headers,
        "{\"error\":{\"message\":\"%s\",\"type\":\"%s\",\"code\":null}}"
            .formatted(said, status == 429 ? "rate_limit_error" : "server_error"));
  }

  private static String date(long millis) {
    // A date has whole seconds, and nobody may come too early.
    Instant when = Instant.now().plusMillis(millis + 999);
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(when.atZone(ZoneOffset.UTC));
  }
}
