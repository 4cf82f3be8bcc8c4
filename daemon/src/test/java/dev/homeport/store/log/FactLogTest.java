package dev.homeport.store.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.FakeTicker;
import dev.homeport.fake.Told;
import dev.homeport.journal.Event.Noted;
import dev.homeport.lifecycle.Threads;
import dev.homeport.store.Fact;
import dev.homeport.store.Facts;
import dev.homeport.store.Facts.Written;
import dev.homeport.store.file.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The log as its users see it: real files, one or two logs on one folder.
class FactLogTest {
  private static final Written DONE = new Written.Done();
  private static final Written UNMET = new Written.Unmet();

  @TempDir Path temp = Path.of("");
  private final FakeTicker ticker = new FakeTicker();
  private final Told told = new Told();

  private Path folder() {
    return temp.resolve("state");
  }

  private Path file() {
    return folder().resolve("facts.log");
  }

  private FactLog open() {
    return open(folder(), Disk.real(), 64 * 1024);
  }

  private FactLog open(Path where, Disk disk, int small) {
    return switch (FactLog.open(where, ticker, told, disk, small)) {
      case FactLog.Opened.Open(FactLog log) -> log;
      case FactLog.Opened.Failed(String why) -> throw new AssertionError(why);
    };
  }

  private static Fact fact(String name, String value) {
    return new Fact("key", name, Map.of("value", value));
  }

  private static List<String> names(Facts facts) {
    return List.copyOf(facts.shelf("key").facts().keySet());
  }

  @Test
  void openingCreatesNothing() {
    assertThat(names(open())).isEmpty();
    assertThat(folder()).doesNotExist();
  }

  @Test
  void factIsThereAfterReopening() {
    var odd = new Fact("k ö", "a b=c%\n\0", Map.of("f=1", "", "ü", "=%20 \r\n\u2028🙂"));
    assertThat(open().put(odd)).isEqualTo(DONE);

    assertThat(open().shelf("k ö").facts()).containsExactly(Map.entry("a b=c%\n\0", odd));
  }

  @Test
  void laterFactReplacesEarlierOne() {
    FactLog log = open();
    log.put(fact("a", "1"));
    log.put(fact("a", "2"));

    assertThat(open().shelf("key").facts().get("a")).isEqualTo(fact("a", "2"));
  }

  @Test
  void nameIsAddedOnceAndRemovedOnce() {
    FactLog log = open();
    assertThat(log.add(fact("a", "1"))).isEqualTo(DONE);
    assertThat(log.add(fact("a", "1"))).isEqualTo(UNMET);
    assertThat(log.remove("key", "a")).isEqualTo(DONE);
    assertThat(log.remove("key", "a")).isEqualTo(UNMET);
    assertThat(log.add(fact("a", "3"))).isEqualTo(DONE);
    assertThat(names(open())).containsExactly("a");
  }

  @Test
  void kindsAreApart() {
    FactLog log = open();
    log.put(new Fact("key", "a", Map.of()));
    long version = log.shelf("key").version();
    log.put(new Fact("block", "a", Map.of()));

    assertThat(log.shelf("key").version()).isEqualTo(version);
    assertThat(log.remove("key", "a")).isEqualTo(DONE);
    assertThat(log.shelf("key").version()).isNotEqualTo(version);
    assertThat(log.shelf("block").facts()).containsKey("a");
  }

  @Test
  void onlyTheOwnerMayRead() throws IOException {
    open().put(fact("a", "1"));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())))
        .isEqualTo("rwx------");
    try (var files = Files.list(folder())) {
      for (Path file : files.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .describedAs(file.toString())
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void anotherProcessIsHeardAtTheNextLook() {
    FactLog daemon = open();
    FactLog cli = open();
    cli.add(fact("a", "1"));

    daemon.freshen();
    assertThat(names(daemon)).describedAs("too soon to look again").isEmpty();
    ticker.advance(Duration.ofMillis(10));
    daemon.freshen();
    assertThat(names(daemon)).containsExactly("a");

    cli.remove("key", "a");
    ticker.advance(Duration.ofMillis(10));
    daemon.freshen();
    assertThat(names(daemon)).isEmpty();
  }

  @Test
  void lookOnDemandDoesNotWaitForTheTicker() {
    FactLog daemon = open();
    open().add(fact("a", "1"));
    daemon.freshenNow();
    assertThat(names(daemon)).containsExactly("a");
  }

  @Test
  void lookThatFindsNothingNewChangesNoVersion() {
    FactLog log = open();
    log.put(fact("a", "1"));
    long version = log.shelf("key").version();
    log.freshenNow();
    assertThat(log.shelf("key").version()).isEqualTo(version);
  }

  @Test
  void twoProcessesDoNotLoseEachOthersFacts() {
    FactLog one = open();
    FactLog two = open();
    one.add(fact("a", "1"));
    two.add(fact("b", "2"));
    one.add(fact("c", "3"));

    assertThat(two.add(fact("c", "4"))).isEqualTo(UNMET);
    assertThat(names(open())).containsExactly("a", "b", "c");
  }

  @Test
  void historyIsForgottenAndTheOtherProcessFollows() throws IOException {
    FactLog daemon = open(folder(), Disk.real(), 1000);
    FactLog cli = open(folder(), Disk.real(), 1000);
    for (int i = 0; i < 200; i++) {
      assertThat(cli.put(fact("a", "value " + i))).isEqualTo(DONE);
      daemon.freshenNow();
      assertThat(daemon.shelf("key").facts()).containsValue(fact("a", "value " + i));
    }
    assertThat(Files.size(file())).isLessThan(1100);
    assertThat(open().shelf("key").facts()).containsValue(fact("a", "value 199"));
  }

  @Test
  void logThatIsBigBecauseItHoldsMuchIsNotRewrittenEachTime() throws IOException {
    FactLog log = open(folder(), Disk.real(), 1000);
    for (int i = 0; i < 50; i++) {
      log.put(fact("name " + i, "x"));
    }
    Object before = Files.readAttributes(file(), "unix:ino").get("ino");
    log.put(fact("one more", "x"));
    assertThat(Files.readAttributes(file(), "unix:ino")).containsEntry("ino", before);
  }

  @Test
  void parallelWritersAreAllServedAndShareTheDisk() throws Exception {
    var appends = new ConcurrentLinkedQueue<Integer>();
    var counting =
        new Disk() {
          private final Disk real = Disk.real();

          @Override
          public void append(Path file, long at, byte[] bytes) throws IOException {
            appends.add(bytes.length);
            real.append(file, at, bytes);
          }

          @Override
          public void replace(Path file, byte[] bytes) throws IOException {
            real.replace(file, bytes);
          }
        };
    FactLog log = open(folder(), counting, 1 << 20);
    log.put(fact("first", ""));
    var start = new CountDownLatch(1);
    var writers = new ArrayList<Thread>();
    for (int i = 0; i < 200; i++) {
      String name = "n" + i;
      writers.add(
          Threads.virtual(
              name,
              () -> {
                awaitUninterrupted(start);
                if (log.add(fact(name, "v")).equals(DONE)) {
                  log.put(fact(name, "acknowledged"));
                }
              }));
    }
    start.countDown();
    for (Thread writer : writers) {
      writer.join();
    }

    assertThat(open().shelf("key").facts())
        .hasSize(201)
        .containsEntry("n7", fact("n7", "acknowledged"));
    assertThat(appends.size()).isLessThan(200);
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void interruptedWriterStillWritesAndStaysInterrupted() {
    FactLog log = open();
    Thread.currentThread().interrupt();
    assertThat(log.add(fact("a", "1"))).isEqualTo(DONE);
    log.freshenNow();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(names(open())).containsExactly("a");
  }

  @Test
  void fullDiskIsAFailureAndNothingOldIsLost() {
    var disk = new FullDisk();
    FactLog log = open(folder(), disk, 1 << 20);
    log.put(fact("a", "1"));
    disk.full = true;
    assertThat(log.put(fact("b", "2")))
        .isEqualTo(new Written.Failed("cannot write the state: No space left on device"));
    assertThat(names(open())).containsExactly("a");

    disk.full = false;
    assertThat(log.put(fact("c", "3"))).isEqualTo(DONE);
    assertThat(names(open())).containsExactly("a", "c");
  }

  @Test
  void folderThatCannotBeMadeIsAFailure() throws IOException {
    Path blocked = Files.writeString(temp.resolve("file"), "x").resolve("state");
    FactLog log = open(blocked, Disk.real(), 1000);
    assertThat(log.add(fact("a", "1")))
        .isEqualTo(
            new Written.Failed(
                "cannot write the state: "
                    + blocked.getParent()
                    + ": a file where a folder should be"));
    assertThat(names(log)).isEmpty();
  }

  @Test
  void logOfALaterHomeportIsNotTouched() throws IOException {
    Files.createDirectories(folder());
    Files.writeString(file(), FactLine.sealed("homeport-facts 2 x") + "whatever\n");
    assertThat(FactLog.open(folder(), ticker, told))
        .isInstanceOfSatisfying(
            FactLog.Opened.Failed.class,
            it -> assertThat(it.why()).contains("newer Homeport").contains("facts.log"));
  }

  @Test
  void deletedLogIsAnEmptyOneAndIsBegunAnew() throws IOException {
    FactLog log = open();
    log.put(fact("a", "1"));
    Files.delete(file());
    log.freshenNow();
    assertThat(names(log)).isEmpty();
    assertThat(log.add(fact("b", "1"))).isEqualTo(DONE);
    assertThat(names(open())).containsExactly("b");
  }

  @Test
  void unreadableLogLeavesWhatWasKnownAndIsToldOnce() throws IOException {
    FactLog log = open();
    log.put(fact("a", "1"));
    Files.delete(file());
    Files.createDirectory(file());
    log.freshenNow();
    log.freshenNow();

    assertThat(names(log)).containsExactly("a");
    assertThat(told.events())
        .singleElement()
        .isInstanceOfSatisfying(
            Noted.class, note -> assertThat(note.what()).isEqualTo("state unreadable"));
  }

  @Test
  void damageInTheMiddleCostsOneLineAndIsTold() throws IOException {
    FactLog log = open();
    log.put(fact("a", "1"));
    log.put(fact("b", "2"));
    log.put(fact("c", "3"));
    Files.writeString(file(), Files.readString(file()).replace("b value=2", "b value=7"));

    assertThat(names(open())).containsExactly("a", "c");
    assertThat(told.events())
        .singleElement()
        .isInstanceOfSatisfying(
            Noted.class,
            note -> {
              assertThat(note.what()).isEqualTo("state damaged");
              assertThat(note.facts().get("lines lost")).isEqualTo(1);
            });
  }
}
