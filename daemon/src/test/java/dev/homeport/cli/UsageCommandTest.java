package dev.homeport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.cli.RouterCommandRig.Ran;
import dev.homeport.fake.FakeWall;
import dev.homeport.fake.FrontRig;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.RouterRig;
import dev.homeport.fake.RudeServer;
import dev.homeport.server.admin.Books.Summed;
import dev.homeport.store.ledger.Line;
import dev.homeport.store.ledger.Query.By;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Rude: `homeport usage` as typed, against a router's server on a real socket.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class UsageCommandTest {
  @TempDir Path folder = Path.of("");
  private RouterCommandRig rig;

  @BeforeEach
  void open() {
    rig = new RouterCommandRig(folder, around -> new UsageCommand(around, new FakeWall()));
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void tableShowsTheRowsTheirTotalAndWhatTheAbsenceCost() {
    rig.router
        .books()
        .says(
            new Summed.Found(
                List.of(
                    new Line("first-token-timeout", 9, 1, 9, 1000, 2000, 1_234_560_000L, 0, 2, 1),
                    new Line("", 1991, 0, 0, 5000, 60_000_000, 0, 20_000_000_001L, 0, 0))));
    Ran ran = rig.ask("--by cause --since 2026-11-01 --until 2026-12-01 --tenant acme");
    assertThat(ran.err()).isEmpty();
    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .isEqualTo(
            """
            By cause, from 2026-11-01 00:00 to 2026-12-01 00:00 UTC.

            CAUSE                REQUESTS  FAILED  FALLBACKS  TOKENS IN     OUT         COST        SAVED
            first-token-timeout         9       1   9 (100%)      ~1000   ~2000  ~1.2346 USD   0.0000 USD
            (none)                   1991       0          0       5000   60.0M   0.0000 USD  20.0000 USD
            total                    2000       1    9 (<1%)      ~6000  ~60.0M  ~1.2346 USD  20.0000 USD

            what the Mac's absence cost: ~1.2346 USD; what home saved: 20.0000 USD
            of 1 request no price is known: not in the cost; router.prices can name one
            """);
    assertThat(rig.router.books().asked().tenant()).isEqualTo("acme");
    assertThat(rig.router.books().asked().until()).isEqualTo(Instant.parse("2026-12-01T00:00:00Z"));
  }

  @Test
  void footIsTheSameWhateverTheRowsArePutTogetherBy() {
    rig.router.books().says(new Summed.Found(List.of(new Line("ann", 1, 0, 1, 1, 1, 1, 0, 0, 0))));
    assertThat(rig.ask("--by user").out())
        .contains("ann")
        .contains("what the Mac's absence cost: <0.0001 USD; what home saved: 0.0000 USD");
    assertThat(rig.router.books().asked().by()).isEqualTo(By.CAUSE);
  }

  @Test
  void emptyLedgerIsToldKindly() {
    rig.router.books().says(new Summed.Found(List.of()));
    Ran ran = rig.ask("--since 2026-11-01 --until 2026-11-02");
    assertThat(ran)
        .isEqualTo(
            new Ran(
                0,
                "Nobody has asked anything from 2026-11-01 00:00 to 2026-11-02 00:00 UTC, so"
                    + " nothing was spent.\n",
                ""));
  }

  @Test
  void pageAndTableForProgramsAreTheRoutersOwn() {
    rig.router.books().says(new Summed.Found(List.of(new Line("ann", 1, 0, 1, 1, 1, 1, 0, 0, 0))));
    assertThat(rig.ask("--json").out()).startsWith("{\"since\":\"20").endsWith("}}\n");
    assertThat(rig.ask("--csv --by key").out())
        .isEqualTo(
            """
            key,requests,failed,fallbacks,tokens_in,tokens_out,cost,saved,estimated,unpriced
            ann,1,0,1,1,1,0.000000001,0,0,0
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--by colour             | --by: \"colour\" is none of provider, key,",
        "--since 24              | --since: \"24\" is no time; write 24h or 7d",
        "--until soon            | --until: \"soon\" is no time",
        "--since 1h --until 2h   | which is not before until",
        "--json --csv            | choose one",
        "extra                   | Unknown argument 'extra'",
      })
  void wrongWordsAreWrongUsage(String line, String says) {
    Ran ran = rig.ask(line);
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains(says);
  }

  @Test
  void whatTheRouterCannotTellIsSaid() {
    assertThat(rig.ask("").err()).contains("no ledger is kept here");
    rig.router.books().says(new Summed.Away("connection refused"));
    Ran away = rig.ask("");
    assertThat(away.exit()).isEqualTo(1);
    assertThat(away.err()).contains("cannot be read at the moment: connection refused");
    rig.env.put("HOMEPORT_KEY", RouterRig.GUEST_KEY);
    assertThat(rig.ask("").err()).contains("scope admin", "homeport keys --role router add ops");
    assertThat(rig.ask("--key " + RouterRig.BOSS_KEY).err()).contains("connection refused");
  }

  @Test
  void nobodyAndNoRouterAreToldApart() throws IOException {
    Ran nobody = rig.run("--url", "http://127.0.0.1:" + RudeServer.refusingPort());
    assertThat(nobody.exit()).isEqualTo(1);
    assertThat(nobody.err()).contains("nothing answers at");
    try (var daemon = new FrontRig(URI.create("http://127.0.0.1:1"))) {
      Ran ran = rig.run("--url", "http://127.0.0.1:" + daemon.port());
      assertThat(ran.exit()).isEqualTo(1);
      assertThat(ran.err()).contains("is no router");
    }
    Files.writeString(folder.resolve("homeport.yaml"), "router:\n  listn: 127.0.0.1:1\n");
    assertThat(rig.run().exit()).isEqualTo(78);
    assertThat(rig.run("--url", "nonsense").exit()).isEqualTo(2);
  }
}
