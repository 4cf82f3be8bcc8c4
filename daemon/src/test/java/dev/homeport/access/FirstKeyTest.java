package dev.homeport.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.access.FirstKey.Outcome;
import dev.homeport.config.GivenKey;
import dev.homeport.fake.FakeWall;
import dev.homeport.fake.Told;
import dev.homeport.lifecycle.Threads;
import dev.homeport.store.Fact;
import dev.homeport.store.Facts;
import dev.homeport.store.NoFacts;
import dev.homeport.store.log.FactLog;
import dev.homeport.time.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// First starts, also those that are cut short.
class FirstKeyTest {
  @TempDir Path temp = Path.of("");
  private final FakeWall wall = new FakeWall();

  private Path folder() {
    return temp.resolve("state");
  }

  private Path file() {
    return folder().resolve("first-key.txt");
  }

  private Facts facts() {
    return switch (FactLog.open(folder(), Ticker.system(), new Told())) {
      case FactLog.Opened.Open(FactLog log) -> log;
      case FactLog.Opened.Failed(String why) -> throw new AssertionError(why);
    };
  }

  private KeyRing ring(Facts facts) {
    return new KeyRing(facts, List.of(), wall);
  }

  private Outcome start(Facts facts) throws InterruptedException {
    return FirstKey.make(ring(facts), false, folder(), Ticker.system());
  }

  private void assertThatTheFileOpensTheDoor() throws IOException {
    String secret = Files.readString(file()).strip();
    assertThat(ring(facts()).list()).hasSize(1);
    assertThat(ring(facts()).latest().bySecret(secret))
        .hasValueSatisfying(
            key -> {
              assertThat(key.name()).isEqualTo("first");
              assertThat(key.scopes())
                  .containsExactlyInAnyOrder(Scope.INFER, Scope.ADMIN, Scope.METRICS);
            });
  }

  @Test
  void firstStartMakesAKeyForTheOwnersEyesOnly() throws Exception {
    assertThat(start(facts())).isEqualTo(new Outcome.Made(file()));
    assertThatTheFileOpensTheDoor();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file())).matches("hp_[0-9A-Za-z]{40}\n");
    assertThat(start(facts())).isEqualTo(new Outcome.NotNeeded());
    assertThatTheFileOpensTheDoor();
  }

  @Test
  void noneIsMadeWhereOneIsThereOrNoneIsAskedFor() throws Exception {
    var given = List.of(new GivenKey("a", "given-given-given-given-1", Set.of("infer")));
    assertThat(
            FirstKey.make(
                new KeyRing(new NoFacts("no"), given, wall), false, folder(), Ticker.system()))
        .isEqualTo(new Outcome.NotNeeded());
    assertThat(FirstKey.make(ring(facts()), true, folder(), Ticker.system()))
        .isEqualTo(new Outcome.NotNeeded());
    var _ = ring(facts()).add(KeyRingTest.wanted("phone"));
    assertThat(start(facts())).isEqualTo(new Outcome.NotNeeded());
    assertThat(file()).doesNotExist();
  }

  @Test
  void whereNothingCanBeStoredTheStartIsRefusedAndTheWayOutNamed() throws Exception {
    assertThat(start(new NoFacts("this disk is read-only")))
        .isInstanceOfSatisfying(
            Outcome.Impossible.class,
            impossible ->
                assertThat(impossible.why())
                    .contains("this disk is read-only")
                    .contains("HOMEPORT_KEYS=name:key"));

    Files.writeString(temp.resolve("occupied"), "a file");
    assertThat(FirstKey.make(ring(facts()), false, temp.resolve("occupied/state"), Ticker.system()))
        .isInstanceOfSatisfying(
            Outcome.Impossible.class,
            impossible -> assertThat(impossible.why()).contains("occupied"));
  }

  /// Where a start is cut short.
  enum Cut {
    KILLED_BEFORE_STORING,
    KILLED_AFTER_STORING,
    FAILED_BEFORE_STORING,
    FAILED_ALTHOUGH_STORED,
    NAME_TAKEN_MEANWHILE
  }

  /// Facts that are cut short at the one write.
  record CutShort(Facts whole, Cut cut) implements Facts {
    static final class Killed extends RuntimeException {
      private static final long serialVersionUID = 1;
    }

    @Override
    public Shelf shelf(String kind) {
      return whole.shelf(kind);
    }

    @Override
    public void freshen() {
      whole.freshen();
    }

    @Override
    public void freshenNow() {
      whole.freshenNow();
    }

    @Override
    public Written put(Fact fact) {
      throw new AssertionError("a first key is never put over another");
    }

    @Override
    public Written add(Fact fact) {
      if (cut == Cut.KILLED_AFTER_STORING || cut == Cut.FAILED_ALTHOUGH_STORED) {
        var _ = whole.add(fact);
      }
      if (cut == Cut.KILLED_BEFORE_STORING || cut == Cut.KILLED_AFTER_STORING) {
        throw new Killed();
      }
      return cut == Cut.NAME_TAKEN_MEANWHILE
          ? new Written.Unmet()
          : new Written.Failed("disk full");
    }

    @Override
    public Written remove(String kind, String name) {
      return whole.remove(kind, name);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NAME_TAKEN_MEANWHILE")
  void nextStartHealsOneThatWasCutShort(Cut cut) throws Exception {
    var facts = new CutShort(facts(), cut);
    if (cut == Cut.KILLED_BEFORE_STORING || cut == Cut.KILLED_AFTER_STORING) {
      assertThatThrownBy(() -> start(facts)).isInstanceOf(CutShort.Killed.class);
    } else {
      assertThat(start(facts)).isInstanceOf(Outcome.Impossible.class);
    }
    assertThat(start(facts())).isNotInstanceOf(Outcome.Impossible.class);
    assertThatTheFileOpensTheDoor();
  }

  @Test
  void keyThatIsAddedByHandMeanwhileIsEnough() throws Exception {
    assertThat(start(new CutShort(facts(), Cut.NAME_TAKEN_MEANWHILE)))
        .isEqualTo(new Outcome.NotNeeded());
    assertThat(file()).doesNotExist();
  }

  @Test
  void manyWhoStartAtOnceMakeOneKey() throws Exception {
    for (int round = 0; round < 10; round++) {
      var outcomes = new ConcurrentLinkedQueue<Outcome>();
      var go = new CountDownLatch(1);
      var threads = new ArrayList<Thread>();
      for (int i = 0; i < 8; i++) {
        Facts facts = facts();
        threads.add(
            Threads.virtual(
                "start",
                () -> {
                  try {
                    go.await();
                    outcomes.add(start(facts));
                  } catch (InterruptedException e) {
                    throw new AssertionError(e);
                  }
                }));
      }
      go.countDown();
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(outcomes).hasSize(8).filteredOn(o -> o instanceof Outcome.Made).hasSize(1);
      assertThat(outcomes).noneMatch(o -> o instanceof Outcome.Impossible);
      assertThatTheFileOpensTheDoor();
      var _ = ring(facts()).revoke("first");
    }
  }
}
