package dev.homeport.config.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.config.Desk;
import dev.homeport.config.door.LedgerPlace;
import dev.homeport.config.door.StatePlace;
import dev.homeport.config.value.Secret;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where a router's state and its ledger are.
class StateTest {
  private static final String HUSH = "hush12345";

  @TempDir private Path folder;
  private Desk desk;

  @BeforeEach
  void tidy() {
    desk = new Desk(folder).env("OPENAI_API_KEY", "k");
  }

  @Test
  void untoldBothAreFilesInThePlatformsFolder() {
    RouterSettings settings = desk.router().settings();
    assertThat(settings.place())
        .isEqualTo(new StatePlace.Sqlite(folder.resolve("state/homeport.db")));
    assertThat(settings.state()).isEqualTo(folder.resolve("state"));
    assertThat(settings.ledger())
        .isEqualTo(new LedgerPlace.Sqlite(folder.resolve("state/homeport-ledger.db")));
    assertThat(settings.keep()).isEqualTo(Duration.ofDays(400));
    assertThat(desk.routerWarnings()).isEmpty();
  }

  @Test
  void ledgerIsBesideTheStateWhateverThatIs() {
    desk.file("etc/homeport.yaml", "state: { url: 'sqlite:data/x.db', keep: 30d }");
    RouterSettings settings = desk.router().settings();
    assertThat(settings.place()).isEqualTo(new StatePlace.Sqlite(folder.resolve("etc/data/x.db")));
    assertThat(settings.state()).isEqualTo(folder.resolve("etc/data"));
    assertThat(settings.ledger())
        .isEqualTo(new LedgerPlace.Sqlite(folder.resolve("etc/data/homeport-ledger.db")));
    assertThat(settings.keep()).isEqualTo(Duration.ofDays(30));
    desk.env("HOMEPORT_STATE_URL", "file:facts");
    settings = desk.router().settings();
    assertThat(settings.place()).isEqualTo(new StatePlace.Folder(folder.resolve("facts")));
    assertThat(settings.ledger())
        .isEqualTo(new LedgerPlace.Sqlite(folder.resolve("facts/homeport-ledger.db")));
    desk.env("HOMEPORT_STATE_URL", "redis://10.0.0.7");
    settings = desk.router().settings();
    assertThat(settings.state()).isEqualTo(folder.resolve("state"));
    assertThat(settings.ledger())
        .isEqualTo(new LedgerPlace.Sqlite(folder.resolve("state/homeport-ledger.db")));
  }

  @ParameterizedTest
  @CsvSource({
    "redis://cache:6379",
    "redis://my_cache",
    "redis://10.1.2.3:6380/3",
    "redis://[::1]:6379/",
    "rediss://default:hush12345@eu1.example.com:6379",
    "redis://:hush12345@cache:6379/0",
    "redis://:hush%40%2F@cache",
    "redis://cache/0?prefix=staging&patience=200ms",
  })
  void redisIsUnderstood(String url) {
    desk.env("HOMEPORT_STATE_URL", url);
    assertThat(desk.router().settings().place()).isEqualTo(new StatePlace.Redis(new Secret(url)));
  }

  @Test
  void whatLeadsToARedisIsHiddenAndTheRestIsShown() {
    desk.yaml("state: { url: '${REDIS_URL}' }")
        .env("REDIS_URL", "rediss://default:" + HUSH + "@eu1.example.com:6379/2");
    assertThat(shown("state.url")).isEqualTo("rediss://••••@eu1.example.com:6379/2");
    assertThat(desk.router().settings().toString()).doesNotContain(HUSH);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          redis://                         | has no host; write redis://USER:PASSWORD@HOST:6379/0, or rediss://… where it speaks TLS
          redis://:hush12345@:6379         | has no host; write redis://USER:PASSWORD@HOST:6379/0, or rediss://… where it speaks TLS
          redis://:hush12345@10.0.0.300    | has no host that could be; write redis://USER:PASSWORD@HOST:6379/0, or rediss://… where it speaks TLS
          redis://h:70000                  | has no port between 1 and 65535; write the port of the Redis, usually 6379
          redis://h:0                      | has no port between 1 and 65535; write the port of the Redis, usually 6379
          redis://h:port                   | has no port between 1 and 65535; write the port of the Redis, usually 6379
          redis://h/first                  | names a database that is no number; write /0, or what number it has there
          redis://h/0?password=hush12345   | holds a query of which not all is understood; write ?prefix=NAME, ?patience=50ms, or nothing that begins with ?
          redis://:hush/12345@h            | has a user or a password with a mark that means something in a URL; write %40 for @, %2F for /, %23 for #, %3F for ?
          redis://:hush@12345@h            | has a user or a password with a mark that means something in a URL; write %40 for @, %2F for /, %23 for #, %3F for ?
          redis://:hush12345%@h            | has a % in its password that escapes nothing; write %25 for it
          """)
  void wrongRedisIsExplainedWithoutItsPassword(String url, String problem) {
    desk.env("HOMEPORT_STATE_URL", url);
    assertThat(desk.routerProblems())
        .containsExactly("environment HOMEPORT_STATE_URL: state.url: the value " + problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sqlite:            | names no file; write sqlite:FILE
          sqlite::memory:    | names no file; write sqlite:FILE
          sqlite:///x.db     | is a URL where a file should stand; write sqlite:FILE
          mysql://h/x        | names no kind of state that there is; write file:FOLDER, sqlite:FILE or redis://HOST:6379
          /var/x             | has no scheme; write file:/var/x
          """)
  void wrongStateIsExplained(String url, String problem) {
    desk.env("HOMEPORT_STATE_URL", url);
    assertThat(desk.routerProblems())
        .containsExactly("environment HOMEPORT_STATE_URL: state.url: \"" + url + "\" " + problem);
  }

  @ParameterizedTest
  @CsvSource({
    "postgres://u:hush12345@h:5432/d, jdbc:postgresql://h:5432/d?user=u&password=hush12345",
    "postgresql://u:a%40b%2Bc+d@h/d?sslmode=require,"
        + " jdbc:postgresql://h/d?user=u&password=a%40b%2Bc%2Bd&sslmode=require",
    "postgresql://u@h/d?connect_timeout=3&application_name=x,"
        + " jdbc:postgresql://h/d?user=u&connectTimeout=3&ApplicationName=x",
    "postgres://u:p@pool.example.com:6543/postgres,"
        + " jdbc:postgresql://pool.example.com:6543/postgres?user=u&password=p&prepareThreshold=0",
    "jdbc:postgresql://h/d?user=u&password=hush12345,"
        + " jdbc:postgresql://h/d?user=u&password=hush12345",
    "jdbc:postgresql://u:p@h/d, jdbc:postgresql://h/d?user=u&password=p",
    "postgres://[::1]:5432/d, jdbc:postgresql://[::1]:5432/d",
  })
  void databaseIsNamedAsPlatformsDo(String url, String jdbc) {
    desk.env("HOMEPORT_STATE_LEDGER", url);
    assertThat(desk.router().settings().ledger())
        .isEqualTo(new LedgerPlace.Postgres(new Secret(jdbc)));
  }

  @Test
  void severalHostsOfADatabaseAreKept() {
    desk.env("HOMEPORT_STATE_LEDGER", "jdbc:postgresql://a:1,b:2/d");
    assertThat(desk.router().settings().ledger())
        .isEqualTo(new LedgerPlace.Postgres(new Secret("jdbc:postgresql://a:1,b:2/d")));
  }

  @Test
  void ledgerMayBeOffOrAFileOrASecretElsewhere() {
    desk.yaml("state: { ledger: off }");
    assertThat(desk.router().settings().ledger()).isEqualTo(new LedgerPlace.Off());
    assertThat(shown("state.ledger")).isEqualTo("off");
    desk.yaml("state: { ledger: 'sqlite:money.db' }");
    assertThat(desk.router().settings().ledger())
        .isEqualTo(new LedgerPlace.Sqlite(folder.resolve("money.db")));
    desk.yaml("state: { ledger: 'file:url.txt' }")
        .file("url.txt", "postgres://u:" + HUSH + "@h/d\n");
    assertThat(shown("state.ledger")).isEqualTo("jdbc:postgresql://h/d?••••");
    assertThat(desk.router().settings().toString()).doesNotContain(HUSH);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          postgres://u:p@h                 | names no database; write postgresql://USER:PASSWORD@HOST:5432/DATABASE, or jdbc:postgresql://…
          postgres:///d                    | has no host; write postgresql://USER:PASSWORD@HOST:5432/DATABASE, or jdbc:postgresql://…
          postgres://u:p@h:99999/d         | has no host and port that could be; write postgresql://USER:PASSWORD@HOST:5432/DATABASE, or jdbc:postgresql://…
          postgres://u:100%@h/d            | has a % in its password that escapes nothing; write %25 for it
          jdbc:postgresql:d                | is no URL of a PostgreSQL; write postgresql://USER:PASSWORD@HOST:5432/DATABASE, or jdbc:postgresql://…; in a password write %40 for @, %2F for /, %23 for #, %3F for ?
          mysql://u:p@h/d                  | names no kind of ledger that there is; write sqlite:FILE, postgresql://… or off
          """)
  void wrongLedgerIsExplained(String url, String problem) {
    desk.env("HOMEPORT_STATE_LEDGER", url);
    assertThat(desk.routerProblems())
        .containsExactly("environment HOMEPORT_STATE_LEDGER: state.ledger: the value " + problem);
  }

  @Test
  void stateAndLedgerAreTwoFiles() {
    desk.yaml("state: { url: 'sqlite:x.db', ledger: 'sqlite:./x.db' }");
    assertThat(desk.routerProblems())
        .containsExactly(
            "homeport.yaml:1:38: state.ledger: is the file of the state; name another file, such as"
                + " sqlite:homeport-ledger.db");
  }

  @Test
  void fileWithAPasswordInAUrlIsForItsOwnerAlone() {
    String open =
        "homeport.yaml: holds secrets and others on this machine may read it; run: chmod"
            + " 600 'homeport.yaml'";
    desk.file("homeport.yaml", "state: { url: 'redis://:" + HUSH + "@h' }", "rw-r--r--");
    assertThat(desk.routerWarnings()).containsExactly(open);
    desk.file("homeport.yaml", "state: { ledger: 'postgres://u:p@h/d' }", "rw-r--r--");
    assertThat(desk.routerWarnings()).containsExactly(open);
    desk.file("homeport.yaml", "state: { url: 'redis://h', ledger: off }", "rw-r--r--");
    assertThat(desk.routerWarnings()).isEmpty();
  }

  private String shown(String path) {
    return desk.router().lines().stream()
        .filter(line -> line.path().equals(path))
        .map(line -> String.valueOf(line.value()))
        .findFirst()
        .orElseThrow();
  }
}
