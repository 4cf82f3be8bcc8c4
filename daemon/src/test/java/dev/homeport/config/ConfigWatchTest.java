package dev.homeport.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.config.daemon.DaemonRole;
import dev.homeport.config.daemon.DaemonSettings;
import dev.homeport.config.source.Problem;
import dev.homeport.fake.Told;
import dev.homeport.journal.Event.ConfigRejected;
import dev.homeport.journal.Event.ConfigReloaded;
import dev.homeport.journal.Event.Noted;
import dev.homeport.journal.Event.Weight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that change under a daemon that runs.
class ConfigWatchTest {
  @TempDir private Path folder;
  private final Told told = new Told();
  private Desk desk;
  private ConfigWatch<DaemonSettings> watch;

  @BeforeEach
  void begin() {
    desk = new Desk(folder).yaml("daemon: { limits: { queue: 1 } }");
    watch = watching();
  }

  private ConfigWatch<DaemonSettings> watching() {
    return new ConfigWatch<>(DaemonRole.LOADER, desk.inputs(), desk.good(), told, _ -> {});
  }

  @Test
  void validChangeHoldsOnceTheFileRests() {
    desk.yaml("daemon: { limits: { queue: 22 } }");
    watch.look();
    assertThat(watch.current().limits().queue()).isEqualTo(1);
    watch.look();
    assertThat(watch.current().limits().queue()).isEqualTo(22);
    watch.look();
    assertThat(told.events())
        .containsExactly(new ConfigReloaded(List.of("daemon.limits.queue"), List.of()));
  }

  @Test
  void fileThatIsStillBeingWrittenIsLeftAlone() {
    for (int i = 2; i < 9; i++) {
      desk.yaml("daemon: { limits: { queue: " + "9".repeat(i) + " } }");
      watch.look();
    }
    assertThat(told.events()).isEmpty();
  }

  @Test
  void invalidChangeKeepsTheOldAndIsToldOnce() {
    desk.yaml("daemon: { limits: { queue: lots } }");
    settle();
    settle();
    assertThat(watch.current().limits().queue()).isEqualTo(1);
    assertThat(told.events())
        .containsExactly(
            new ConfigRejected(
                List.of(
                    folder
                        + "/homeport.yaml:1:28: daemon.limits.queue: \"lots\" is not a whole"
                        + " number; write a whole number from 0 to 100000")));
    assertThat(watch.rejected().orElseThrow().problems())
        .extracting(Problem::place)
        .containsExactly("daemon.limits.queue");
  }

  @Test
  void everyNewMistakeIsTold() {
    desk.yaml("daemon: { limits: { queue: lots } }");
    settle();
    desk.yaml("daemon: { limits: { queue: heaps } }");
    settle();
    assertThat(told.events()).hasSize(2).hasOnlyElementsOfType(ConfigRejected.class);
  }

  @Test
  void recoveryIsToldEvenIfNothingChangedInTheEnd() {
    desk.yaml("daemon: { limits: { queue: lots } }");
    settle();
    desk.yaml("daemon: { limits: { queue:  1 } }");
    settle();
    assertThat(watch.rejected()).isEmpty();
    assertThat(told.events()).last().isEqualTo(new ConfigReloaded(List.of(), List.of()));
  }

  @Test
  void touchedFileThatSaysTheSameIsNotNews() {
    desk.yaml("# the same\ndaemon: { limits: { queue: 1 } }");
    settle();
    assertThat(told.events()).isEmpty();
  }

  @Test
  void settingThatNeedsARestartKeepsItsValueAndIsNamed() {
    desk.yaml("daemon: { listen: '127.0.0.1:9999', limits: { queue: 7 } }");
    settle();
    assertThat(watch.current().listen().port()).isEqualTo(8888);
    assertThat(watch.current().limits().queue()).isEqualTo(7);
    assertThat(watch.needRestart()).containsExactly("daemon.listen");
    assertThat(told.events())
        .containsExactly(
            new ConfigReloaded(
                List.of("daemon.listen", "daemon.limits.queue"), List.of("daemon.listen")));
    desk.yaml("daemon: { limits: { queue: 7 } }");
    settle();
    assertThat(watch.needRestart()).isEmpty();
    assertThat(told.events())
        .last()
        .isEqualTo(new ConfigReloaded(List.of("daemon.listen"), List.of()));
  }

  @Test
  void fileThatVanishesIsNoWishForTheDefaults() throws IOException {
    Files.delete(folder.resolve("homeport.yaml"));
    settle();
    assertThat(watch.current().limits().queue()).isEqualTo(1);
    assertThat(told.events())
        .containsExactly(
            new ConfigRejected(
                List.of(
                    folder
                        + "/homeport.yaml: is gone; what it said still holds; put it back, or"
                        + " restart to go on without it")));
    desk.yaml("daemon: { limits: { queue: 5 } }");
    settle();
    assertThat(watch.current().limits().queue()).isEqualTo(5);
  }

  @Test
  void fileThatAppearsIsRead() throws IOException {
    Files.delete(folder.resolve("homeport.yaml"));
    watch = watching();
    desk.file("platform/homeport.yaml", "daemon: { limits: { queue: 3 } }");
    settle();
    assertThat(watch.current().limits().queue()).isEqualTo(3);
    desk.yaml("daemon: { limits: { queue: 4 } }");
    settle();
    assertThat(watch.current().limits().queue()).isEqualTo(4);
  }

  @Test
  void envFileAndFilesOfSecretsAreWatchedToo() {
    desk.file("key.txt", "old").yaml("daemon: { link: { key: 'file:key.txt' } }");
    watch = watching();
    desk.file("key.txt", "newer");
    settle();
    assertThat(told.events())
        .containsExactly(new ConfigReloaded(List.of("daemon.link.key"), List.of()));
    desk.file(".env", "HOMEPORT_DAEMON_LIMITS_QUEUE=9");
    settle();
    assertThat(watch.current().limits().queue()).isEqualTo(9);
  }

  @Test
  void fileThatIsReplacedByOneOfTheSameSizeAndAgeIsSeen() throws IOException {
    Path file = folder.resolve("homeport.yaml");
    var modified = Files.getLastModifiedTime(file);
    desk.file("next.yaml", "daemon: { limits: { queue: 2 } }");
    Files.setLastModifiedTime(folder.resolve("next.yaml"), modified);
    Files.move(
        folder.resolve("next.yaml"), file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    settle();
    assertThat(watch.current().limits().queue()).isEqualTo(2);
  }

  @Test
  void reloadThatWasAskedForDoesNotWaitForAChange() {
    desk.yaml("daemon: { limits: { queue: 2 } }");
    watch.reloadNow();
    watch.look();
    assertThat(watch.current().limits().queue()).isEqualTo(2);
    desk.yaml("daemon: { limits: { queue: lots } }");
    watch.reloadNow();
    watch.look();
    watch.reloadNow();
    watch.look();
    assertThat(told.events()).filteredOn(ConfigRejected.class::isInstance).hasSize(2);
  }

  @Test
  void newDoubtsAreToldAndOldOnesAreNot() {
    desk.yaml("daemon: { auth: none }");
    settle();
    desk.yaml("# again\ndaemon: { auth: none, limits: { queue: 2 } }");
    settle();
    assertThat(watch.warnings()).hasSize(1);
    desk.yaml("daemon: { auth: none, limits: { queue: 2 } }");
    settle();
    assertThat(told.events())
        .filteredOn(event -> event instanceof Noted noted && noted.weight() == Weight.WARN)
        .hasSize(3);
  }

  @Test
  void changeThatCameBetweenReadingAndWatchingIsNotLost() {
    Loaded.Good<DaemonSettings> first = desk.good();
    desk.yaml("daemon: { limits: { queue: 33 } }");
    watch = new ConfigWatch<>(DaemonRole.LOADER, desk.inputs(), first, told, _ -> {});
    watch.look();
    watch.look();
    assertThat(watch.current().limits().queue()).isEqualTo(33);
  }

  @Test
  void loopLooksOnceASecondAndStopsAtOnce() throws Exception {
    desk.yaml("daemon: { auth: none }\nrouter: {}\n");
    var beats = new Semaphore(0);
    var looked = new CountDownLatch(3);
    watch =
        new ConfigWatch<>(
            DaemonRole.LOADER,
            desk.inputs(),
            desk.good(),
            told,
            duration -> {
              assertThat(duration).isEqualTo(Duration.ofSeconds(1));
              looked.countDown();
              beats.acquire();
            });
    watch.start();
    desk.yaml("daemon: { limits: { queue: 44 } }");
    beats.release(2);
    looked.await();
    watch.stop();
    assertThat(watch.current().limits().queue()).isEqualTo(44);
    assertThat(told.events())
        .filteredOn(Noted.class::isInstance)
        .extracting(event -> ((Noted) event).weight())
        .containsExactly(Weight.WARN, Weight.DEBUG);
  }

  private void settle() {
    watch.look();
    watch.look();
  }
}
