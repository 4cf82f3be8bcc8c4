package dev.homeport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.account.Account;
import dev.homeport.account.Block;
import dev.homeport.cli.RouterCommandRig.Ran;
import dev.homeport.fake.FakeWall;
import dev.homeport.fake.FrontRig;
import dev.homeport.fake.LeakCheck;
import dev.homeport.wire.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Rude: `homeport accounts` as typed, against a router's server on a real socket.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class AccountsCommandTest {
  private static final Instant FAR = Instant.parse("2126-11-30T00:00:00Z");

  private final FakeWall wall = new FakeWall();
  @TempDir Path folder = Path.of("");
  private RouterCommandRig rig;

  @BeforeEach
  void open() {
    rig = new RouterCommandRig(folder, around -> new AccountsCommand(around, wall));
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private Block block(String account, @Nullable String model, String cause) {
    return new Block("cloud", account, model, cause, "enough", wall.now(), FAR);
  }

  @Test
  void listIsATableWithALineForEachModelThatIsBlocked() {
    rig.router
        .accounts()
        .add(
            "cloud",
            new Account("main", "Ann's\u001b[31m", "pro", 3, List.of()),
            block("main", null, "weekly-quota"));
    rig.router.accounts().add("cloud", Account.named("spare"), block("spare", "big:480b", "plan"));
    rig.router.accounts().add("openrouter", Account.named("openrouter"));
    Ran ran = rig.ask("list");
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out())
        .isEqualTo(
            """
            ACCOUNT                STATE           FREE AT     CAUSE         INSIDE  ASKED  FAILED  ABOUT
            cloud/main             blocked         in 36529 d  weekly-quota  1 of 3  10     2       plan pro, A…
            cloud/spare            partly blocked                            1       10     2
              big:480b free in 36529 d: plan, enough
            openrouter/openrouter  free                                      1       10     2
            """);
    assertThat(ran.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(101));
  }

  @Test
  void listForProgramsIsAnArray() {
    rig.router.accounts().add("cloud", Account.named("a"));
    rig.router.accounts().add("cloud", Account.named("b"));
    String list = rig.ask("list --json").out();
    assertThat(list).startsWith("[{\"provider\":\"cloud\",\"account\":\"a\"").endsWith("}]\n");
    assertThat(JsonObject.orEmpty("{\"all\":" + list + "}").count("all")).isEqualTo(2);
  }

  @Test
  void noAccountsAreSaidToBeNone() {
    assertThat(rig.ask("list"))
        .isEqualTo(
            new Ran(0, "There are no accounts: no provider of this router has a key.\n", ""));
    assertThat(rig.ask("list --json").out()).isEqualTo("[]\n");
  }

  @Test
  void blockIsLiftedByNameWhateverStandsInIt() {
    rig.router.accounts().add("cloud", Account.named("учёт 1"), block("учёт 1", null, "credit"));
    Ran ran = rig.run("unblock", "учёт 1", "--url", rig.router.url());
    assertThat(ran)
        .isEqualTo(
            new Ran(
                0,
                """
                The account cloud/учёт 1 is asked again.
                It was blocked until 2126-11-30T00:00:00Z: credit, enough
                """,
                ""));
    assertThat(rig.run("unblock", "cloud/учёт 1", "--url", rig.router.url()).out())
        .isEqualTo("The account cloud/учёт 1 was not blocked.\n");
    assertThat(rig.run("unblock", "учёт 1", "--json", "--url", rig.router.url()).out())
        .isEqualTo("{\"account\":\"cloud/учёт 1\",\"unblocked\":[]}\n");
  }

  @Test
  void unknownAndAmbiguousNamesAreTold() {
    rig.router.accounts().add("cloud", Account.named("main"));
    rig.router.accounts().add("openai", Account.named("main"));
    assertThat(rig.ask("unblock main").err()).contains("one of: cloud/main, openai/main");
    Ran unknown = rig.ask("unblock nobody");
    assertThat(unknown.exit()).isEqualTo(1);
    assertThat(unknown.err()).contains("there is no account", "there are: cloud/main");
    assertThat(rig.ask("unblock").exit()).isEqualTo(2);
  }

  @Test
  void daemonIsNoRouter() {
    try (var daemon = new FrontRig(URI.create("http://127.0.0.1:1"))) {
      String url = "http://127.0.0.1:" + daemon.port();
      assertThat(rig.run("list", "--url", url).err()).contains("is no router");
      assertThat(rig.run("unblock", "x", "--url", url).err()).contains("is no router");
    }
  }
}
