package dev.homeport.server;

import dev.homeport.access.Key;
import dev.homeport.access.KeyMeter;
import dev.homeport.access.route.Route;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/// Receives a request with a key, whatever is done with it then: its scope, its turn by the key's
/// limits, its body. Who has to be turned away is turned away here.
final class Reception {
  /// Tells the vendors' libraries, which ask again by themselves, that it does not help.
  static final String SHOULD_RETRY = "x-should-retry";

  private final Intake intake;
  private final KeyMeter meter;

  Reception(Intake intake, KeyMeter meter) {
    this.intake = intake;
    this.meter = meter;
  }

  /// What is done with a request that is in.
  @FunctionalInterface
  interface Then {
    /// Goes on; the body, if there is one, is good until this returns.
    void go(@Nullable HeldBody body) throws InterruptedException;
  }

  /// Something that may only be done within a key's limits.
  @FunctionalInterface
  interface Turn {
    /// Does it.
    void take() throws InterruptedException;
  }

  /// Whether the key has the scope that the route needs; says so where it has not.
  boolean hasScope(Visit visit, Route route, Key key) throws InterruptedException {
    if (key.may(route.scope())) {
      return true;
    }
    turnAway(
        visit,
        403,
        "key '" + key.name() + "' may not do this: it needs scope " + route.scope().word(),
        "scope");
    return false;
  }

  /// Does it when it is the key's turn.
  void seat(Visit visit, Key key, Turn turn) throws InterruptedException {
    switch (meter.enter(key)) {
      case KeyMeter.Entered.Over(String text, int retryAfter) -> {
        if (retryAfter > 0) {
          visit.retryAfter(retryAfter);
        } else {
          visit.response().getHeaders().put(SHOULD_RETRY, "false");
        }
        turnAway(visit, 429, text, "limit of the key");
      }
      case KeyMeter.Entered.In(var stay) -> {
        try (stay) {
          turn.take();
        } finally {
          stay.used(visit.tokens());
        }
      }
    }
  }

  /// Takes the body, and goes on when it is whole.
  ///
  /// @param reader hears it while it comes
  void receive(Visit visit, DoorRules rules, Intake.Reader reader, Then then)
      throws InterruptedException {
    receive(visit, rules, " (limits.body)", reader, then);
  }

  /// The same for a body that is never large, whatever the settings allow to others.
  void receiveSmall(Visit visit, DoorRules rules, long most, Then then)
      throws InterruptedException {
    receive(visit, rules.withBody(Math.min(most, rules.body())), "", Intake.Reader.NONE, then);
  }

  private void receive(
      Visit visit, DoorRules rules, String setting, Intake.Reader reader, Then then)
      throws InterruptedException {
    if (!hasBody(visit)) {
      then.go(null);
      return;
    }
    switch (intake.take(visit.request(), rules, reader)) {
      case Intake.Taken.Whole(HeldBody body) -> {
        try (body) {
          visit.brought(body.length());
          then.go(body);
        }
      }
      case Intake.Taken.TooLarge() ->
          turnAway(
              visit,
              413,
              "the body is larger than " + rules.body() + " bytes" + setting,
              "body too large");
      case Intake.Taken.NoRoom() -> {
        visit.retryAfter(1);
        turnAway(visit, 503, "too many large bodies at once (limits.bodies)", "no room for bodies");
      }
      case Intake.Taken.TooSlow(long bytes) ->
          visit.refuse(
              408,
              "the body came too slowly: " + bytes + " bytes so far (limits.body-rate)",
              "slow body");
      case Intake.Taken.Broken(boolean malformed) -> visit.broken(malformed);
    }
  }

  /// Says no before the body is in.
  void turnAway(Visit visit, int status, String text, String cause) throws InterruptedException {
    visit.turnAway(status, text, cause, intake);
  }

  private static boolean hasBody(Visit visit) {
    HttpFields headers = visit.request().getHeaders();
    return visit.request().getLength() > 0 || headers.contains(HttpHeader.TRANSFER_ENCODING);
  }
}
