package dev.homeport.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.condition.Blame.Extent;
import dev.homeport.condition.Condition;
import dev.homeport.fake.Act;
import dev.homeport.fake.Authority;
import dev.homeport.fake.Backend;
import dev.homeport.fake.Caller;
import dev.homeport.fake.FakePool;
import dev.homeport.fake.FakePool.Effect;
import dev.homeport.fake.Heard;
import dev.homeport.fake.Place;
import dev.homeport.fake.RawClient;
import dev.homeport.fake.Received;
import dev.homeport.fake.RouterRig;
import dev.homeport.fake.RudeServer;
import dev.homeport.fake.Tongue;
import dev.homeport.journal.Event;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A router whose first provider has mishaps, and whose second one answers. One question after the
/// other.
final class Stand implements AutoCloseable {
  private static final Mishap GOOD = Mishaps.harmless().findFirst().orElseThrow();
  private static final int MOST_TRIES = 5;

  /// What the names of all accounts begin with.
  static final String ACCOUNT = "account-of";

  private static final List<String> ACCOUNTS =
      List.of(ACCOUNT + "-ann", ACCOUNT + "-ben", ACCOUNT + "-cleo");

  private final Family family;
  private final Site site;

  /// What happens next; set by who asks, read by who is asked.
  private final AtomicReference<Mishap> mishap = new AtomicReference<>();

  private final Place first;
  private final RudeServer second;
  private final RouterRig rig;

  /// The accounts of the first one, where it has some.
  private final @Nullable FakePool pool;

  Stand(Family family, Site site, Authority authority) {
    this.family = family;
    this.site = site;
    first = site.open(authority, this::rudely);
    second =
        RudeServer.answering(
            heard -> {
              Tongue tongue = Tongue.of(heard);
              return Mishap.good(tongue, tongue.isStreamed(heard), "fine");
            });
    pool =
        family == Family.POOLED
            ? FakePool.of(family.provider, ACCOUNTS.toArray(String[]::new))
            : null;
    Backend asked =
        family.at(first.uri()).within(site.waits).connecting(site.connect(), authority.trust());
    rig =
        new RouterRig(
            RouterRig.Terms.STRICT,
            pool == null ? asked : asked.with(pool),
            family.other(second.uri()));
  }

  private Act rudely(Heard heard) {
    Tongue tongue = Tongue.of(heard);
    return family.does(mishap.get().playing().act(tongue, tongue.isStreamed(heard)));
  }

  Received ask(Mishap happening, Caller caller, boolean stream, String headers)
      throws InterruptedException {
    if (site == Site.UNTOLD) {
      speaks(caller);
    }
    return asked(happening, caller, stream, headers);
  }

  /// Lets the first one say once how a question stands, so that it is expected to.
  private void speaks(Caller caller) throws InterruptedException {
    for (int i = 0; i < MOST_TRIES; i++) {
      Received answer = asked(GOOD, caller, true, "");
      boolean _ = ended().status() == 0;
      boolean spoken = answer.header("Homeport-Provider").orElse("").equals(family.provider);
      settle();
      boolean _ = rig.notes().isEmpty() && rig.told().isEmpty() && secondWasAsked();
      if (spoken) {
        return;
      }
    }
    throw new AssertionError("it never said how a question stands");
  }

  /// The same without anything before it.
  Received asked(Mishap happening, Caller caller, boolean stream, String headers) {
    mishap.set(happening);
    try (RawClient client = rig.client()) {
      return client.post(caller.path(), caller.question(stream), RouterRig.KEY, headers).read();
    }
  }

  String firstName() {
    return family.provider;
  }

  /// How the request ended; from then on all is told that is to be told of it.
  Event.RequestEnded ended() throws InterruptedException {
    return rig.ended();
  }

  /// Why the first one failed, by the log; it alone has.
  String failure() {
    List<Map<String, Object>> notes = rig.notes();
    assertThat(notes).isNotEmpty();
    for (Map<String, Object> note : notes) {
      assertThat(note)
          .containsEntry("what", "provider failed")
          .containsEntry("provider", family.provider);
    }
    return String.valueOf(notes.getFirst().get("cause"));
  }

  /// Nobody is said to have failed.
  void isWithoutFailure() {
    assertThat(rig.notes()).isEmpty();
  }

  /// Looks whether the first one stands as this cause leaves it, and its accounts do.
  ///
  /// @param begun whether it had begun to answer, so that no other account could
  void isHeldAgainstIt(Cause cause, boolean begun) {
    Condition own = rig.conditions().of(family.provider, RouterRig.FOREIGN);
    accounts(cause, begun);
    if (cause.extent == null || (pool != null && cause.effect != Effect.NOTHING)) {
      assertThat(own).isEqualTo(new Condition.Well());
    } else {
      assertThat(own).isInstanceOf(Condition.Resting.class);
      var resting = (Condition.Resting) own;
      assertThat(resting.cause()).isEqualTo(cause.word());
      assertThat(resting.outlook()).isEqualTo(cause.outlook);
      Condition others = rig.conditions().of(family.provider, "another-model");
      assertThat(others.equals(new Condition.Well()))
          .as("whether it stands well for other models")
          .isEqualTo(cause.extent == Extent.MODEL);
    }
    assertThat(rig.conditions().of("second", RouterRig.FOREIGN)).isEqualTo(new Condition.Well());
  }

  private void accounts(Cause cause, boolean begun) {
    if (pool == null) {
      return;
    }
    assertThat(pool.inside()).isZero();
    if (cause.effect == Effect.NOTHING) {
      assertThat(pool.blocked()).isEmpty();
      return;
    }
    List<String> heard = begun ? List.of(ACCOUNTS.getFirst()) : ACCOUNTS;
    assertThat(pool.asked()).containsExactlyElementsOf(heard);
    assertThat(pool.blocked())
        .containsExactlyInAnyOrderElementsOf(
            switch (cause.effect) {
              case BENCHED_ACCOUNT -> heard;
              case BENCHED_MODEL ->
                  heard.stream().map(name -> name + "/" + RouterRig.FOREIGN).toList();
              case ROTATED, NOTHING -> List.of();
            });
  }

  /// Whether the next question finds that there is no use in asking it.
  boolean isPassedOver(Cause cause) {
    return (pool == null || cause.effect == Effect.NOTHING)
        ? cause.extent != null
        : cause.effect != Effect.ROTATED;
  }

  /// Nothing is held against anybody.
  void isWell() {
    assertThat(rig.conditions().patients()).isEmpty();
  }

  /// Forgets who has failed.
  void settle() {
    rig.forget();
    if (pool != null) {
      pool.forget();
    }
  }

  /// Those of these events that were told of the last request.
  List<Event> told() {
    return rig.told();
  }

  /// Whether the second one was asked.
  boolean secondWasAsked() throws InterruptedException {
    if (!second.hasHeard()) {
      return false;
    }
    while (second.hasHeard()) {
      second.next();
    }
    return true;
  }

  @Override
  public void close() {
    rig.close();
    first.close();
    second.close();
  }
}
