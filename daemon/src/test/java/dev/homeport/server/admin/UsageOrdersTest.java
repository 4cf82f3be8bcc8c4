package dev.homeport.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Backend;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.Received;
import dev.homeport.fake.RouterRig;
import dev.homeport.server.admin.Books.Summed;
import dev.homeport.store.ledger.Line;
import dev.homeport.store.ledger.Query.By;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Rude: what was spent, asked over real sockets.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class UsageOrdersTest {
  private static final List<Line> LINES =
      List.of(
          new Line("openrouter", 10, 1, 9, 1000, 2000, 1_234_500_000L, 0, 2, 1),
          new Line("home", 90, 0, 0, 5000, 6000, 0, 20_000_000_001L, 0, 0),
          new Line("", 3, 3, 0, 0, 0, 1, 0, 0, 0));

  private final RouterRig rig =
      new RouterRig(Backend.ollama("home", URI.create("http://127.0.0.1:1")));

  @AfterEach
  void stop() {
    rig.close();
  }

  private Received usage(String query) {
    return rig.send("GET", "/admin/usage" + query, "", RouterRig.BOSS);
  }

  @Test
  void rowsAndTheirTotalAreInDollarsExactly() {
    rig.books().says(new Summed.Found(LINES));
    Received answer = usage("?since=2026-11-01&until=2026-11-02T00:00:00Z");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text())
        .isEqualTo(
            ("{'since':'2026-11-01T00:00:00Z','until':'2026-11-02T00:00:00Z','by':'provider',"
                    + "'currency':'USD','rows':["
                    + "{'provider':'openrouter','requests':10,'failed':1,'fallbacks':9,"
                    + "'tokens_in':1000,'tokens_out':2000,'cost':1.2345,'saved':0,'estimated':2,"
                    + "'unpriced':1},"
                    + "{'provider':'home','requests':90,'failed':0,'fallbacks':0,"
                    + "'tokens_in':5000,'tokens_out':6000,'cost':0,'saved':20.000000001,"
                    + "'estimated':0,'unpriced':0},"
                    + "{'provider':null,'requests':3,'failed':3,'fallbacks':0,'tokens_in':0,"
                    + "'tokens_out':0,'cost':0.000000001,'saved':0,'estimated':0,'unpriced':0}],"
                    + "'total':{'requests':103,'failed':4,'fallbacks':9,'tokens_in':6000,"
                    + "'tokens_out':8000,'cost':1.234500001,'saved':20.000000001,'estimated':2,"
                    + "'unpriced':1}}")
                .replace('\'', '"'));
    assertThat(rig.books().asked().by()).isEqualTo(By.PROVIDER);
    assertThat(rig.books().asked().tenant()).isNull();
  }

  @Test
  void emptyLedgerHasNoRowsAndATotalOfNothing() {
    rig.books().says(new Summed.Found(List.of()));
    assertThat(usage("?by=key&tenant=acme").text())
        .contains("\"by\":\"key\"", "\"rows\":[],\"total\":{\"requests\":0,", "\"cost\":0,");
    assertThat(rig.books().asked().tenant()).isEqualTo("acme");
  }

  @Test
  void tableForOtherProgramsHasNeitherSecondCellsNorFormulas() {
    rig.books()
        .says(
            new Summed.Found(
                List.of(
                    new Line("ann", 1, 0, 0, 1, 1, 250_000_000L, 0, 0, 0),
                    new Line("a,\"b\"\nc", 1, 0, 0, 1, 1, 0, 0, 0, 0),
                    new Line("=1+1", 1, 0, 0, 1, 1, 0, 0, 0, 0))));
    Received answer = usage("?by=user&format=csv");
    assertThat(answer.header("Content-Type").orElse("")).startsWith("text/csv");
    assertThat(answer.text())
        .isEqualTo(
            """
            user,requests,failed,fallbacks,tokens_in,tokens_out,cost,saved,estimated,unpriced
            ann,1,0,0,1,1,0.25,0,0,0
            "a,""b""
            c",1,0,0,1,1,0,0,0,0
            '=1+1,1,0,0,1,1,0,0,0,0
            """);
  }

  @Test
  void wrongQueryIsTold() {
    Received refused = usage("?by=providr");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text())
        .contains("none of provider, key, user, tenant, model, cause, account, day");
  }

  @Test
  void noLedgerAndALedgerThatIsAwayAreToldApart() {
    assertThat(usage("").status()).isEqualTo(404);
    assertThat(usage("").text()).contains("no ledger is kept here");
    rig.books().says(new Summed.Away("connection refused"));
    assertThat(usage("").status()).isEqualTo(503);
    assertThat(usage("").text()).contains("cannot be read", "connection refused");
  }

  @Test
  void onlyWhoRunsItMayAsk() {
    assertThat(rig.send("GET", "/admin/usage", "", "").status()).isEqualTo(401);
    assertThat(rig.send("GET", "/admin/usage", "", RouterRig.KEY).status()).isEqualTo(403);
  }
}
