package dev.homeport.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.FakeTicker;
import dev.homeport.fake.FakeWall;
import dev.homeport.fake.Told;
import dev.homeport.journal.Event.Noted;
import dev.homeport.journal.Event.Weight;
import dev.homeport.store.Fact;
import dev.homeport.store.Facts.Written;
import dev.homeport.store.Tallies;
import dev.homeport.store.Tallies.Hold;
import dev.homeport.store.Tallies.Level;
import dev.homeport.store.Tallies.Pot;
import dev.homeport.store.Tallies.Reserved;
import dev.homeport.store.log.FactLog;
import dev.homeport.store.log.FolderState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The file itself: who may read it, what it was before, and what becomes of a file that is
/// damaged, full, foreign or in use.
class SqliteStateTest {
  private static final Duration LEASE = Duration.ofMinutes(10);
  private static final Written DONE = new Written.Done();

  @TempDir Path temp = Path.of("");
  private final FakeTicker ticker = new FakeTicker();
  private final FakeWall wall = new FakeWall();
  private final Told told = new Told();
  private final Pot pot = new Pot("month", 100L, Instant.parse("2026-12-01T00:00:00Z"));
  private Openings openings = new Openings(temp, ticker, wall, told);

  @BeforeEach
  void name() {
    openings = new Openings(temp.resolve("state/state.db"), ticker, wall, told);
  }

  @AfterEach
  void close() {
    openings.close();
  }

  private Path file() {
    return openings.file();
  }

  private String refusal() {
    return switch (SqliteState.open(file(), ticker, wall, told)) {
      case SqliteState.Opened.Open(SqliteState state) ->
          throw new AssertionError("opened " + state.standing());
      case SqliteState.Opened.Failed(String why) -> why;
    };
  }

  private static Fact fact(String name, String value) {
    return new Fact("key", name, Map.of("value", value));
  }

  private static Hold granted(Reserved reserved) {
    if (reserved instanceof Reserved.Granted(Hold hold, _)) {
      return hold;
    }
    throw new AssertionError("not granted: " + reserved);
  }

  private static void assertOurs(Path path) throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .describedAs(path.toString())
        .isEqualTo("rw-------");
  }

  @Test
  void onlyTheOwnerMayRead() throws IOException {
    SqliteState state = openings.open();
    assertThat(state.facts().put(fact("a", "1"))).isEqualTo(DONE);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temp.resolve("state"))))
        .isEqualTo("rwx------");
    for (String end : List.of("", "-wal", "-shm")) {
      assertOurs(Path.of(file() + end));
    }
    assertThat(state.standing().engine()).isEqualTo("sqlite");
    assertThat(state.standing().where()).isEqualTo(file().toString());
    assertThat(state.standing().trouble()).isNull();
  }

  @Test
  void fileThatOthersMayReadIsClosedToThem() throws IOException {
    openings.open();
    openings.close();
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
    openings.open();
    assertOurs(file());
  }

  @Test
  void fileOfALaterHomeportIsNotTouched() throws Exception {
    openings.open();
    openings.close();
    try (var database = Database.connect(file(), Duration.ofSeconds(1))) {
      database.run("PRAGMA user_version = 99");
    }
    byte[] before = Files.readAllBytes(file());
    assertThat(refusal()).contains("written by a newer Homeport: update this one", "state.db");
    assertThat(Files.readAllBytes(file())).isEqualTo(before);
  }

  @Test
  void databaseOfSomethingElseIsNotTouched() throws Exception {
    Files.createDirectories(temp.resolve("state"));
    try (var database = Database.connect(file(), Duration.ofSeconds(1))) {
      database.run("CREATE TABLE fact (song TEXT)");
    }
    byte[] before = Files.readAllBytes(file());
    assertThat(refusal()).contains("a database of something else");
    assertThat(Files.readAllBytes(file())).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void damagedFileIsRefusedAndNotOverwritten(int how) throws IOException {
    SqliteState state = openings.open();
    for (int i = 0; i < 200; i++) {
      state.facts().put(fact("n" + i, "x".repeat(500)));
    }
    openings.close();
    byte[] bytes = Files.readAllBytes(file());
    switch (how) {
      case 0 -> Arrays.fill(bytes, 0, 100, (byte) 'x');
      case 1 -> Arrays.fill(bytes, 4096, bytes.length, (byte) 'x');
      default -> bytes = Arrays.copyOf(bytes, bytes.length / 2);
    }
    Files.write(file(), bytes);
    assertThat(refusal())
        .contains("damaged", "mv " + file() + " " + file() + ".damaged", "keys and budgets");
    assertThat(Files.readAllBytes(file())).isEqualTo(bytes);
  }

  @Test
  void folderThatCannotBeMadeIsAFailure() throws IOException {
    Files.writeString(temp.resolve("state"), "in the way");
    assertThat(refusal()).contains("cannot open the state", "a file where a folder should be");
  }

  @Test
  void factsOfALogAreTakenOverOnce() {
    FactLog log =
        switch (FactLog.open(temp.resolve("state"), ticker, told)) {
          case FactLog.Opened.Open(FactLog open) -> open;
          case FactLog.Opened.Failed(String why) -> throw new AssertionError(why);
        };
    log.put(fact("a", "1"));
    log.put(fact("b", "2"));
    log.put(new Fact("pin", "provider", Map.of("provider", "home")));
    log.remove("key", "a");
    log.add(fact("a", "3"));

    SqliteState state = openings.open();
    assertThat(List.copyOf(state.facts().shelf("key").facts().values()))
        .containsExactly(fact("b", "2"), fact("a", "3"));
    assertThat(state.facts().shelf("pin").facts()).containsOnlyKeys("provider");
    assertThat(told.events())
        .singleElement()
        .isInstanceOfSatisfying(
            Noted.class,
            note -> {
              assertThat(note.what()).isEqualTo("state taken over");
              assertThat(note.facts().get("facts")).isEqualTo(3);
            });
    state.facts().remove("key", "b");
    openings.close();
    log.put(fact("c", "too late"));

    assertThat(openings.open().facts().shelf("key").facts()).containsOnlyKeys("a");
    log.freshenNow();
    assertThat(log.shelf("key").facts()).containsOnlyKeys("b", "a", "c");
  }

  @Test
  void whatIsSpentOfThePotsOfALogIsTakenOver() throws Exception {
    switch (FolderState.open(temp.resolve("state"), ticker, wall, told)) {
      case FolderState.Opened.Open(FolderState old) -> {
        Tallies tallies = old.tallies();
        tallies.settle(granted(tallies.reserve(List.of(pot), 30, 30, LEASE)), 20);
        granted(tallies.reserve(List.of(pot), 50, 5, LEASE));
        old.stop();
        old.facts().put(new Fact("pot", "broken", Map.of("amount", "many")));
      }
      case FolderState.Opened.Failed(String why) -> throw new AssertionError(why);
    }
    SqliteState state = openings.open();
    assertThat(state.tallies().levels(List.of(pot))).isEqualTo(Map.of(pot, new Level(25, 0)));
    assertThat(state.facts().shelf("pot").facts()).isEmpty();
    assertThat(state.tallies().reserve(List.of(pot), 76, 76, LEASE))
        .isEqualTo(new Reserved.Over(pot, new Level(25, 0)));
    granted(state.tallies().reserve(List.of(pot), 75, 75, LEASE));
    openings.close();
    assertThat(openings.open().tallies().levels(List.of(pot)))
        .isEqualTo(Map.of(pot, new Level(25, 75)));
  }

  /// What an earlier Homeport reserved is spent as a whole, as it was then.
  @Test
  void fileOfAnEarlierHomeportIsBroughtUpToDate() throws Exception {
    SqliteState before = openings.open();
    granted(before.tallies().reserve(List.of(pot), 60, 60, LEASE));
    openings.close();
    try (var database = Database.connect(file(), Duration.ofSeconds(1))) {
      database.run("ALTER TABLE hold DROP COLUMN presumed");
      database.run("PRAGMA user_version = 1");
    }
    SqliteState state = openings.open();
    assertThat(state.tallies().levels(List.of(pot))).isEqualTo(Map.of(pot, new Level(0, 60)));
    granted(state.tallies().reserve(List.of(pot), 40, 3, LEASE));
    openings.catchUp();
    openings.close();
    wall.advance(LEASE.plusSeconds(1));
    assertThat(openings.open().tallies().levels(List.of(pot)))
        .isEqualTo(Map.of(pot, new Level(63, 0)));
  }

  @Test
  void manyRemovalsAreForgottenAndOthersFollow() {
    SqliteState one = openings.open();
    SqliteState other = openings.open();
    for (int i = 0; i < 400; i++) {
      one.facts().put(fact("n", "v" + i));
      one.facts().add(fact("m" + i, ""));
      one.facts().remove("key", "m" + i);
      if (i % 97 == 0) {
        other.facts().freshenNow();
        assertThat(other.facts().shelf("key").facts()).isEqualTo(one.facts().shelf("key").facts());
      }
    }
    other.facts().freshenNow();
    assertThat(other.facts().shelf("key").facts())
        .containsExactly(Map.entry("n", fact("n", "v399")));
  }

  @Test
  void fullDiskIsAFailureThatIsShownAndIsOver() throws SQLException {
    SqliteState state = openings.open();
    Tallies tallies = state.tallies();
    granted(tallies.reserve(List.of(pot), 30, 30, LEASE));
    assertThat(state.facts().put(fact("a", "1"))).isEqualTo(DONE);
    state.writer().run("PRAGMA max_page_count = 1");

    var big = fact("big", "x".repeat(100_000));
    assertThat(state.facts().put(big))
        .isEqualTo(
            new Written.Failed(
                "cannot write the state: the disk is full: make room, it goes on by itself"));
    assertThat(state.facts().shelf("key").facts()).containsOnlyKeys("a");
    assertThat(state.standing().trouble()).contains("the disk is full");
    assertThat(state.standing().since()).isEqualTo(wall.now());

    var long1 = new Pot("p".repeat(50_000), 50L, pot.over());
    Hold hold = granted(tallies.reserve(List.of(pot, long1), 40, 40, LEASE));
    assertThat(tallies.reserve(List.of(pot), 31, 31, LEASE)).isInstanceOf(Reserved.Over.class);
    tallies.settle(hold, 35);
    assertThat(tallies.levels(List.of(pot))).isEqualTo(Map.of(pot, new Level(35, 30)));
    assertThat(told.events())
        .allSatisfy(
            event ->
                assertThat(event)
                    .isInstanceOfSatisfying(
                        Noted.class, note -> assertThat(note.weight()).isEqualTo(Weight.ERROR)));

    state.writer().run("PRAGMA max_page_count = 1000000");
    ticker.advance(Duration.ofSeconds(2));
    assertThat(state.facts().put(big)).isEqualTo(DONE);
    openings.catchUp();
    assertThat(state.standing().trouble()).isNull();
    assertThat(openings.open().tallies().levels(List.of(pot, long1)))
        .isEqualTo(Map.of(pot, new Level(35, 30), long1, new Level(35, 0)));
  }

  @Test
  void fileThatAnotherProcessKeepsLockedStopsNobody() throws SQLException {
    SqliteState state = openings.open(Duration.ofMillis(400));
    Tallies tallies = state.tallies();
    granted(tallies.reserve(List.of(pot), 30, 30, LEASE));
    try (var other = Database.connect(file(), Duration.ofSeconds(1))) {
      other.run("BEGIN IMMEDIATE");
      for (int i = 0; i < 7; i++) {
        granted(tallies.reserve(List.of(pot), 10, 10, LEASE));
        ticker.advance(Duration.ofSeconds(2));
      }
      assertThat(tallies.reserve(List.of(pot), 1, 1, LEASE))
          .isEqualTo(new Reserved.Over(pot, new Level(0, 100)));
      assertThat(tallies.take("key", 2, 2)).isZero();
      assertThat(tallies.take("key", 2, 1)).isPositive();
      assertThat(state.standing().trouble()).contains("another process keeps the database locked");
      assertThat(told.events()).hasSize(1);
      other.run("COMMIT");
    }
    ticker.advance(Duration.ofSeconds(2));
    openings.catchUp();
    assertThat(state.standing().trouble()).isNull();
    SqliteState another = openings.open();
    assertThat(another.tallies().levels(List.of(pot))).isEqualTo(Map.of(pot, new Level(0, 100)));
    assertThat(another.tallies().take("key", 2, 1)).isPositive();
  }

  @Test
  void closedStateSaysSoAndHarmsNobody() {
    SqliteState state = openings.open();
    state.facts().put(fact("a", "1"));
    openings.close();
    assertThat(state.facts().put(fact("b", "1")))
        .isEqualTo(new Written.Failed("cannot write the state: it is closed"));
    state.facts().freshenNow();
    assertThat(state.facts().shelf("key").facts()).containsOnlyKeys("a");
    state.tallies().settle(granted(state.tallies().reserve(List.of(pot), 5, 5, LEASE)), 5);
    state.tallies().took("key", 5, 5);
    assertThat(state.tallies().levels(List.of(pot))).isEqualTo(Map.of(pot, new Level(5, 0)));
  }

  @Test
  void leaseOfTheDeadIsSpentForGoodAfterADay() throws SQLException {
    SqliteState one = openings.open();
    granted(one.tallies().reserve(List.of(pot), 80, 60, LEASE));
    openings.close();
    wall.advance(Duration.ofDays(2));
    SqliteState other = openings.open();
    granted(other.tallies().reserve(List.of(pot), 1, 1, LEASE));
    assertThat(other.writer().number("SELECT count(*) FROM hold")).isEqualTo(1);
    assertThat(other.writer().number("SELECT spent FROM pot")).isEqualTo(60);
    assertThat(other.writer().number("SELECT reserved FROM pot")).isEqualTo(1);
  }

  @Test
  void whatIsLongOverIsRemovedFromTheFile() throws SQLException {
    SqliteState state = openings.open();
    Tallies tallies = state.tallies();
    tallies.settle(granted(tallies.reserve(List.of(pot), 60, 60, LEASE)), 60);
    assertThat(tallies.take("key", 5, 5)).isZero();
    openings.catchUp();
    wall.advance(Duration.ofDays(30));
    ticker.advance(Duration.ofDays(30));
    Pot next = new Pot("next", 5L, wall.now().plus(Duration.ofDays(9)));
    granted(tallies.reserve(List.of(next), 5, 5, LEASE));
    assertThat(state.writer().rows("SELECT name FROM pot", row -> row.getString(1)))
        .containsExactly("next");
    assertThat(state.writer().number("SELECT count(*) FROM meter")).isZero();
  }
}
