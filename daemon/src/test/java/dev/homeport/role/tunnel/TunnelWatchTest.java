package dev.homeport.role.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.config.Desk;
import dev.homeport.config.daemon.DaemonSettings;
import dev.homeport.fake.MemoryFacts;
import dev.homeport.fake.Told;
import dev.homeport.host.Platform;
import dev.homeport.journal.Event;
import dev.homeport.time.Deadline;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import dev.homeport.tunnel.sight.Notice;
import dev.homeport.tunnel.watch.Answers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A tunnel to a port on which nothing listens, so that nobody asks for more.
class TunnelWatchTest {
  private static final String DIRECT =
      "daemon: { tunnel: { kind: direct, url: 'http://127.0.0.1:1' } }";
  private static final String TAILSCALE = "daemon: { tunnel: { kind: tailscale } }";
  private static final String NONE = "daemon: { }";

  @TempDir Path folder = Path.of("");
  private final Told told = new Told();
  private final MemoryFacts facts = new MemoryFacts();
  private TunnelWatch watch = watch();

  @AfterEach
  void stop() throws InterruptedException {
    watch.stop();
  }

  private TunnelWatch watch() {
    return watch(null);
  }

  private TunnelWatch watch(@Nullable Answers answers) {
    var maker =
        new TunnelMaker(
            Platform.of(Map.of("PATH", ""), "Linux", "/", "ann"),
            facts,
            () -> new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
            () -> null,
            answers,
            told,
            Ticker.system(),
            WallClock.system());
    return new TunnelWatch(() -> settings(NONE), maker, told);
  }

  private DaemonSettings settings(String yaml) {
    return new Desk(folder).yaml(yaml).good().settings();
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.equals("network watch") || name.equals("tunnel supervisor"))
        .sorted()
        .toList();
  }

  private List<Event.Noted> notes(String what) {
    return told.events().stream()
        .filter(Event.Noted.class::isInstance)
        .map(Event.Noted.class::cast)
        .filter(note -> note.what().equals(what))
        .toList();
  }

  @Test
  void whereNoTunnelIsWantedNothingRuns() throws Exception {
    watch.start();
    assertThat(threads()).isEmpty();
    assertThat(watch.report()).isEmpty();
    assertThat(Files.exists(settings(NONE).state().resolve("monitor.lock"))).isFalse();

    watch.follow(settings(DIRECT));
    assertThat(threads()).containsExactly("network watch", "tunnel supervisor");
    watch.follow(settings(NONE));
    assertThat(threads()).isEmpty();
    assertThat(watch.report()).isEmpty();
  }

  @Test
  void placeIsFreeForTheNextOneAsSoonAsNothingIsWatched() throws Exception {
    watch.follow(settings(DIRECT));
    var other = watch();
    other.follow(settings(DIRECT));
    assertThat(other.report()).isEmpty();
    assertThat(other.isTakenByAnother()).isTrue();
    assertThat(notes("tunnel watched by another process")).hasSize(1);

    watch.follow(settings(NONE));
    other.follow(settings("daemon: { tunnel: { kind: direct, url: 'http://127.0.0.1:2' } }"));
    assertThat(other.report()).isPresent();
    other.stop();
  }

  @Test
  void placeIsItsOwnersAlone() throws Exception {
    watch.follow(settings(DIRECT));

    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(settings(NONE).state().resolve("monitor.lock"))))
        .isEqualTo("rw-------");
  }

  private static Thread supervisor() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("tunnel supervisor"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void tunnelIsWatchedAnewWhereWhatItIsMadeOfChangesAndOnlyThere() throws Exception {
    watch.follow(settings(DIRECT));
    Thread first = supervisor();
    watch.follow(
        settings(
            "daemon: { tunnel: { kind: direct, url: 'http://127.0.0.1:1' },"
                + " log: { level: debug } }"));
    assertThat(supervisor()).isSameAs(first);

    watch.follow(
        settings(
            "daemon: { tunnel: { kind: direct, url: 'http://127.0.0.1:1' },"
                + " link: { router: 'ws://127.0.0.1:1/link', key: 'a-key-of-the-router-for-links' } }"));
    Thread second = supervisor();
    assertThat(second).isNotSameAs(first);
    watch.follow(settings("daemon: { tunnel: { kind: direct, url: 'http://127.0.0.1:2' } }"));
    assertThat(supervisor()).isNotSameAs(second);
  }

  @Test
  void tunnelIsTakenDownOnlyByWhoCanEndTheAnswers() throws Exception {
    String allowed = "daemon: { tunnel: { kind: tailscale, allow: [down-and-up] } }";
    watch.follow(settings(allowed));
    assertThat(watch.report().orElseThrow().notices())
        .extracting(Notice::topic)
        .contains("repairs");
    watch.stop();

    watch = watch(() -> 0);
    watch.follow(settings(allowed));
    assertThat(watch.report().orElseThrow().notices())
        .extracting(Notice::topic)
        .doesNotContain("repairs");
  }

  /// Who gives leave does so because of what is known of the tunnel, which must not be forgotten.
  @Test
  void leaveThatIsGivenLaterIsTakenByTheOneThatWatches() throws Exception {
    watch.follow(settings(TAILSCALE));
    Thread first = supervisor();
    assertThat(watch.report().orElseThrow().notices()).isEmpty();

    watch.follow(settings("daemon: { tunnel: { kind: tailscale, allow: [restart] } }"));
    assertThat(supervisor()).isSameAs(first);
    var deadline = Deadline.in(Duration.ofSeconds(20), Ticker.system());
    while (watch.report().orElseThrow().notices().isEmpty() && !deadline.hasPassed()) {
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(watch.report().orElseThrow().notices())
        .extracting(Notice::topic)
        .contains("repairs");
  }

  @Test
  void funnelThatIsNoLongerWatchedIsLeftAndItsEndIsSaid() throws Exception {
    watch.follow(settings(TAILSCALE));
    watch.follow(settings(DIRECT));

    assertThat(notes("funnel left as it is"))
        .singleElement()
        .satisfies(
            note ->
                assertThat(note.facts().get("next"))
                    .isEqualTo(
                        "if nobody needs it: tailscale funnel --https=443 --set-path=/ off"));
  }
}
