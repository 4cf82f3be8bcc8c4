package dev.homeport.server;

import dev.homeport.access.Key;
import dev.homeport.chat.Usage;
import dev.homeport.journal.Ending;
import dev.homeport.journal.Event.Charge;
import dev.homeport.journal.Event.Tokens;
import dev.homeport.relay.Relay.Relayed;
import dev.homeport.routing.Route;
import dev.homeport.routing.Route.Refusal;
import dev.homeport.routing.Skipped;
import dev.homeport.wire.Field;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

/// What a question came to, as its client and the journal are told it: who answered and for how
/// much, or that nobody was asked.
final class Reckoning {
  /// Tells the vendors' libraries, which ask again by themselves, that the chain was walked
  /// already.
  private static final String SHOULD_RETRY = "x-should-retry";

  private static final int NOT_FOUND = 404;
  private static final int TOO_MANY = 429;
  private static final int SERVERS = 500;

  /// Libraries sleep for it in silence, so only a wait that nobody minds is asked for.
  private static final Duration WORTH_WAITING = Duration.ofSeconds(2);

  private Reckoning() {}

  /// Nobody was asked, for a reason that is not in the route.
  static Charge unasked(Key key) {
    return unasked(key, (String) null);
  }

  /// Nobody was asked, because that route leads nowhere.
  static Charge unasked(Key key, Route route) {
    return unasked(key, route.keepsAtHome() ? Skipped.NeverLeavesHome.WORD : null);
  }

  private static Charge unasked(Key key, @Nullable String cause) {
    return new Charge(key.terms().tenant(), null, 0, cause, false, 0L, null);
  }

  /// Says that a route leads nowhere. What is missing is the model; and what is not known yet is
  /// not known at once when it is asked for again.
  static void refuse(Visit visit, Refusal no, Instant now) {
    Instant until = no.until();
    if (until != null && !until.isAfter(now.plus(WORTH_WAITING))) {
      visit.retryAfter(Math.toIntExact(WORTH_WAITING.toSeconds()));
    } else if (no.status() >= SERVERS || no.status() == TOO_MANY) {
      visit.response().getHeaders().put(SHOULD_RETRY, "false");
    }
    visit.refuse(no.status(), no.text(), no.status() == NOT_FOUND ? "model" : null, "no route");
  }

  /// Says how it went.
  static void over(Visit visit, Relayed relayed) {
    visit.answeredBy(relayed.provider());
    visit.charged(relayed.charge());
    Usage usage = relayed.usage();
    if (usage != null) {
      visit.used(new Tokens(usage.prompt(), usage.answer()));
    }
    HttpFields.Mutable headers = visit.response().getHeaders();
    if (!visit.response().isCommitted()) {
      for (Field field : relayed.trail().fields()) {
        headers.put(field.name(), field.value());
      }
      if (!(relayed.ending() instanceof Ending.Refused(_, _, int retryAfter, _)
          && retryAfter > 0)) {
        headers.put(SHOULD_RETRY, "false");
      }
    }
    visit.end(relayed.ending());
  }
}
