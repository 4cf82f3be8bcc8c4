package dev.homeport.condition;

import dev.homeport.condition.Blame.Extent;
import dev.homeport.condition.Blame.Outlook;
import dev.homeport.condition.Blame.Proof;
import dev.homeport.condition.Condition.Recovering;
import dev.homeport.condition.Condition.Resting;
import dev.homeport.condition.Condition.Unproven;
import dev.homeport.condition.Condition.Well;
import dev.homeport.fake.FakeTicker;
import dev.homeport.fake.FakeWall;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Conditions of a home and a cloud, with clocks that are moved by hand.
final class Clinic {
  static final Cooling HOME =
      new Cooling(Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ofSeconds(30));
  static final Cooling CLOUD =
      new Cooling(Duration.ofMinutes(5), Duration.ofHours(1), Duration.ofSeconds(30));

  final FakeTicker ticker = new FakeTicker();
  final FakeWall wall = new FakeWall();

  /// What each rests; who is not here rests like a cloud.
  final Map<String, Cooling> coolings = new HashMap<>(Map.of("home", HOME));

  final List<String> heard = new ArrayList<>();
  int changes;
  Conditions conditions = anew();

  /// Conditions of another life, with the same clocks.
  Conditions anew() {
    var made = new Conditions(ticker, wall, provider -> coolings.getOrDefault(provider, CLOUD));
    made.onChange(() -> changes++);
    made.tell(
        new Conditions.Listener() {
          @Override
          public void rests(Patient patient) {
            heard.add(patient.provider() + " " + patient.model() + " " + patient.why().cause());
          }

          @Override
          public void back(String provider, @Nullable String model, Duration after) {
            heard.add(provider + " " + model + " back " + after);
          }
        });
    return made;
  }

  void pass(Duration time) {
    ticker.advance(time);
    wall.advance(time);
  }

  void pass(long seconds) {
    pass(Duration.ofSeconds(seconds));
  }

  static Blame dead(String cause) {
    return new Blame(Extent.PROVIDER, Outlook.PASSING, Proof.LIST, cause, "no way", null);
  }

  static Blame sick(String cause) {
    return new Blame(Extent.MODEL, Outlook.PASSING, Proof.ANSWER, cause, "no answer", null);
  }

  static Blame busy() {
    return new Blame(Extent.MODEL, Outlook.BRIEF, Proof.ANSWER, "overloaded", "busy", null);
  }

  static Blame spent(Duration stated) {
    return new Blame(Extent.MODEL, Outlook.LASTING, Proof.ANSWER, "quota", "spent", stated);
  }

  void fail(String provider, String model, Blame blame) {
    conditions.ask(provider, model).failed(blame);
  }

  Condition of(String provider) {
    return conditions.of(provider, "m");
  }

  /// How long it still rests.
  Duration rest(String provider) {
    return of(provider) instanceof Resting resting
        ? Duration.between(wall.now(), resting.until())
        : Duration.ZERO;
  }

  String word(String provider) {
    return switch (of(provider)) {
      case Well _ -> "well";
      case Recovering(int room) -> "room " + room;
      case Resting(String cause, _, _, _, _) -> "rests of " + cause;
      case Unproven(String cause, _, boolean free) ->
          "unproven of " + cause + (free ? "" : ", tried");
    };
  }

  Patient patient() {
    return conditions.patients().getFirst();
  }

  /// In how long somebody should look.
  Duration look() {
    Instant proof = patient().proof();
    return proof == null ? Duration.ofDays(999) : Duration.between(wall.now(), proof);
  }
}
