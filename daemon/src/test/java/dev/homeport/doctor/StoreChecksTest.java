package dev.homeport.doctor;

import static dev.homeport.doctor.MachineChecksTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.config.door.LedgerPlace;
import dev.homeport.config.door.StatePlace;
import dev.homeport.config.value.Secret;
import dev.homeport.doctor.Outcome.State;
import dev.homeport.doctor.store.Stores;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.RealRedis;
import dev.homeport.fake.RudeServer;
import dev.homeport.wire.JsonObject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// What a router keeps things in, as it says itself and as it is seen without it.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class StoreChecksTest {
  private static final LedgerPlace OFF = new LedgerPlace.Off();

  @TempDir private Path folder;

  private final Seen<JsonObject> page = new Seen<>();

  private List<Check> checks(StatePlace state, LedgerPlace ledger) {
    return Stores.of(state, ledger, page, true);
  }

  private Outcome redis(String url) throws InterruptedException {
    return checks(new StatePlace.Redis(new Secret(url)), OFF).getFirst().look();
  }

  private Outcome postgres(String url) throws InterruptedException {
    var folderOf = new StatePlace.Folder(folder);
    return checks(folderOf, new LedgerPlace.Postgres(new Secret(url))).getFirst().look();
  }

  private Outcome file(Path file) throws InterruptedException {
    return checks(new StatePlace.Sqlite(file), OFF).getFirst().look();
  }

  @Test
  void whatIsConfiguredHasALine() {
    var sqlite = new StatePlace.Sqlite(folder.resolve("s.db"));
    var ledger = new LedgerPlace.Sqlite(folder.resolve("l.db"));
    assertThat(checks(sqlite, ledger))
        .extracting(Check::id)
        .containsExactly("router.store", "router.ledger");
    assertThat(checks(new StatePlace.Folder(folder), OFF)).isEmpty();
  }

  @Test
  void redisThatAnswersIsWellAndOneThatDoesNotIsTold() throws Exception {
    try (RealRedis redis = RealRedis.start(folder, "--requirepass", "s3cret")) {
      String where = "127.0.0.1:" + redis.port();
      assertThat(redis("redis://:s3cret@" + where))
          .satisfies(
              outcome -> {
                assertThat(outcome.state()).isEqualTo(State.OK);
                assertThat(outcome.what()).contains(where, "lets us in").doesNotContain("s3cret");
              });
      Outcome wrong = redis("redis://:hunter2@" + where);
      assertThat(wrong.state()).isEqualTo(State.FAIL);
      assertThat(wrong.what()).contains("it refuses the user and password in state.url");
      assertThat(wrong.toString()).doesNotContain("hunter2");
      assertThat(redis("redis://" + where).what()).contains("it wants a password");
    }
    int nobody = RudeServer.refusingPort();
    Outcome away = redis("redis://:s3cret@127.0.0.1:" + nobody);
    assertThat(away.state()).isEqualTo(State.FAIL);
    assertThat(away.what()).contains("cannot be reached from here: nobody listens there");
    assertThat(away.fix()).startsWith("redis-cli -h 127.0.0.1 -p " + nobody + " ping");
    assertThat(away.toString()).doesNotContain("s3cret");
  }

  @Test
  void postgresIsLookedForAtEachOfItsHosts() throws Exception {
    int nobody = RudeServer.refusingPort();
    String wrong = "jdbc:postgresql://127.0.0.1:" + nobody;
    Outcome away = postgres(wrong + "/money?user=zoe&password=hunter2");
    assertThat(away.state()).isEqualTo(State.FAIL);
    assertThat(away.what())
        .isEqualTo(
            "postgresql://127.0.0.1:%d/money cannot be reached from here: 127.0.0.1:%d (nobody listens there)"
                .formatted(nobody, nobody));
    assertThat(away.fix()).startsWith("pg_isready -h 127.0.0.1 -p " + nobody);
    assertThat(away.toString()).doesNotContain("hunter2", "zoe");
    try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Outcome there =
          postgres(wrong + ",127.0.0.1:" + server.getLocalPort() + "/money?password=hunter2");
      assertThat(there.state()).isEqualTo(State.OK);
      assertThat(there.what())
          .startsWith("somebody listens at 127.0.0.1:" + server.getLocalPort())
          .doesNotContain("hunter2");
    }
  }

  @Test
  void fileOfSqliteCanBeWrittenOrMade() throws Exception {
    Path file = folder.resolve("deep/homeport.db");
    assertThat(file(file))
        .isEqualTo(Outcome.ok(file + " is not there yet; the first start makes it"));
    assertThat(file.getParent()).doesNotExist();

    Path folderInItsPlace = Files.createDirectory(folder.resolve("f.db"));
    assertThat(file(folderInItsPlace).what()).isEqualTo(folderInItsPlace + " is no file");
    Path text = Files.writeString(folder.resolve("t.db"), "these are my notes");
    assertThat(file(text).state()).isEqualTo(State.FAIL);
    assertThat(file(text).what()).contains("is no database of SQLite");
    assertThat(file(text.resolve("x.db")).what())
        .isEqualTo(text + " is a file where a folder should be");
    Path good = Files.writeString(folder.resolve("g.db"), "SQLite format 3\0and so on");
    assertThat(file(good)).isEqualTo(Outcome.ok(good + " can be written"));
    Path fresh = Files.writeString(folder.resolve("e.db"), "");
    assertThat(file(fresh)).isEqualTo(Outcome.ok(fresh + " can be written"));
  }

  /// The router goes there with its own rights, so what it says is more than what is seen here.
  @Test
  void whatTheRouterSaysCountsFirst() throws Exception {
    page.set(
        json(
            """
            {"state":{"engine":"redis","where":"redis://r:6379/0","trouble":"nobody listens there",
              "since":"2026-11-24T11:59:30Z"},
             "ledger":{"where":"sqlite:/l.db","waiting":0,"spooled":0,"lost":0,"trouble":null}}\
            """));
    Outcome away = redis("redis://:s3cret@127.0.0.1:" + RudeServer.refusingPort());
    assertThat(away.what())
        .isEqualTo("the router has trouble with redis://r:6379/0: nobody listens there");
    assertThat(away.fix()).startsWith("redis-cli -h 127.0.0.1");
    var text = new LedgerPlace.Sqlite(Files.writeString(folder.resolve("t.db"), "notes"));
    var state = new StatePlace.Folder(folder);
    assertThat(checks(state, text).getFirst().look())
        .isEqualTo(Outcome.ok("the router reaches sqlite:/l.db"));
    page.set(json("{\"ledger\":{\"where\":\"sqlite:/l.db\",\"lost\":7,\"trouble\":null}}"));
    assertThat(checks(state, text).getFirst().look().state()).isEqualTo(State.WARN);
  }

  /// From here its files and its network are not to be seen.
  @Test
  void routerElsewhereTellsItselfOrNobodyDoes() throws Exception {
    var state = new StatePlace.Sqlite(folder.resolve("s.db"));
    Check check = Stores.of(state, OFF, page, false).getFirst();
    page.set(json("{\"status\":\"healthy\"}"));
    assertThat(check.look().state()).isEqualTo(State.SKIP);
    page.set(json("{\"state\":{\"where\":\"sqlite:/s.db\",\"trouble\":null}}"));
    assertThat(check.look()).isEqualTo(Outcome.ok("the router reaches sqlite:/s.db"));
  }
}
