package dev.homeport.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Act;
import dev.homeport.fake.Authority;
import dev.homeport.fake.Caller;
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

/// A router whose first provider has mishaps, and whose second one answers. One question after the
/// other.
final class Stand implements AutoCloseable {
  private final Family family;

  /// What happens next; set by who asks, read by who is asked.
  private final AtomicReference<Mishap> mishap = new AtomicReference<>();

  private final Place first;
  private final RudeServer second;
  private final RouterRig rig;

  Stand(Family family, Site site, Authority authority) {
    this.family = family;
    first = site.open(authority, this::rudely);
    second =
        RudeServer.answering(
            heard -> {
              Tongue tongue = Tongue.of(heard);
              return Mishap.good(tongue, tongue.isStreamed(heard), "fine");
            });
    rig =
        new RouterRig(
            family.at(first.uri()).within(site.waits).connecting(site.connect(), authority.trust()),
            family.other(second.uri()));
  }

  private Act rudely(Heard heard) {
    Tongue tongue = Tongue.of(heard);
    return family.does(mishap.get().playing().act(tongue, tongue.isStreamed(heard)));
  }

  Received ask(Mishap happening, Caller caller, boolean stream, String headers) {
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
    return (String) notes.getFirst().get("cause");
  }

  /// Nobody is said to have failed.
  void isWithoutFailure() {
    assertThat(rig.notes()).isEmpty();
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
