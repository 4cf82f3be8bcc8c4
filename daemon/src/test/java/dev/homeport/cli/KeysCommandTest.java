package dev.homeport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.config.GivenKey;
import dev.homeport.fake.FakeWall;
import dev.homeport.fake.MemoryFacts;
import dev.homeport.fake.OllamaProgram;
import dev.homeport.store.Facts;
import dev.homeport.store.NoFacts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/// `homeport keys` as typed.
class KeysCommandTest {
  private static final GivenKey GIVEN =
      new GivenKey("phone", "given-given-given-given-1", Set.of("infer"));

  @TempDir Path temp = Path.of("");
  private final FakeWall wall = new FakeWall();
  private final MemoryFacts facts = new MemoryFacts();

  private record Ran(int exit, String out, String err) {}

  private Ran run(String... words) {
    return run(facts, List.of(), words);
  }

  private Ran run(Facts on, List<GivenKey> given, String... words) {
    return run((_, _) -> new KeyPlace.Opened.Ready(on, given), new StringWriter(), words);
  }

  private Ran run(KeyPlace place, Writer out, String... words) {
    var err = new StringWriter();
    int exit =
        new CommandLine(new KeysCommand(place, wall))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(words);
    return new Ran(exit, out.toString(), err.toString());
  }

  @Test
  void stdoutOfAddIsTheSecretAlone() {
    Ran ran = run("add", "phone");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).matches("hp_[0-9A-Za-z]{40}\n");
    assertThat(ran.err()).contains("the key phone of the daemon, shown once").doesNotContain("hp_");
  }

  @Test
  void addedKeyHasWhatWasAskedFor() {
    Ran ran =
        run(
            "add",
            "ops",
            "--scope",
            "admin",
            "--scope=metrics",
            "--model",
            "qwen*",
            "--model",
            "llama3",
            "--requests-per-minute",
            "60",
            "--tokens-per-minute",
            "20000",
            "--concurrent",
            "2",
            "--tenant",
            "acme",
            "--home-only",
            "--no-continuation",
            "--expires",
            "30d",
            "--json");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .matches("\\{\"name\":\"ops\",\"key\":\"hp_[0-9A-Za-z]{40}\",.*}\n")
        .endsWith(
            "\"kind\":\"stored\",\"scopes\":[\"admin\",\"metrics\"],"
                + "\"models\":[\"qwen*\",\"llama3\"],\"requests_per_minute\":60,\"tokens_per_minute\":20000,"
                + "\"concurrent\":2,\"tenant\":\"acme\",\"home_only\":true,"
                + "\"no_continuation\":true,"
                + "\"created\":\"2026-11-24T12:00:00Z\",\"expires\":\"2026-12-24T12:00:00Z\","
                + "\"expired\":false}\n");
    assertThat(run("list", "--json").out())
        .isEqualTo(
            "[{\"name\":\"ops\",\"kind\":\"stored\",\"scopes\":[\"admin\",\"metrics\"],"
                + "\"models\":[\"qwen*\",\"llama3\"],\"requests_per_minute\":60,\"tokens_per_minute\":20000,"
                + "\"concurrent\":2,\"tenant\":\"acme\",\"home_only\":true,"
                + "\"no_continuation\":true,"
                + "\"created\":\"2026-11-24T12:00:00Z\",\"expires\":\"2026-12-24T12:00:00Z\","
                + "\"expired\":false}]\n");
  }

  @Test
  void listIsATableWithoutSecrets() throws IOException {
    var program = new OllamaProgram();
    Path file = Files.writeString(temp.resolve("id_ed25519.pub"), program.publicLine());
    String secret = run("add", "phone", "--concurrent", "1", "--expires", "12h").out().strip();
    assertThat(run("add", "mac-cli", "--public-key", file.toString()).exit()).isZero();
    run("add", "ops", "--scope", "admin", "--requests-per-minute", "9", "--model", "a*");
    run("add", "bot", "--tokens-per-minute", "500", "--tenant", "acme", "--home-only");
    run("add", "end", "--no-continuation");
    wall.advance(Duration.ofDays(1));
    Ran ran = run(facts, List.of(GIVEN), "list");
    assertThat(ran.exit()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out())
        .isEqualTo(
            """
            NAME     KIND           SCOPES  MODELS  LIMITS                  TENANT  CREATED           EXPIRES
            phone    stored         infer   all     1 at once               -       2026-11-24 12:00  expired 2026-11-25 00:00
            mac-cli  public key     infer   all     -                       -       2026-11-24 12:00  never
            ops      stored         admin   a*      9/min                   -       2026-11-24 12:00  never
            bot      stored         infer   all     500 tok/min, home only  acme    2026-11-24 12:00  never
            end      stored         infer   all     no continuation         -       2026-11-24 12:00  never
            phone    HOMEPORT_KEYS  infer   all     -                       -       -                 never
            """)
        .doesNotContain(secret, GIVEN.secret(), program.blob());
  }

  @Test
  void emptyListSaysHowToMakeAKey() {
    assertThat(run("list"))
        .isEqualTo(
            new Ran(
                0,
                "",
                "The daemon has no keys. This makes one: homeport keys add NAME --role daemon\n"));
    assertThat(run("list", "--json")).isEqualTo(new Ran(0, "[]\n", ""));
  }

  @Test
  void publicKeyNeedsNoSecret() throws IOException {
    var program = new OllamaProgram();
    Path file = Files.writeString(temp.resolve("id_ed25519.pub"), program.publicLine());
    Ran ran = run("add", "mac", "--public-key", file.toString());
    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("OLLAMA_AUTH=1 ollama");
    Ran again = run("add", "mac2", "--public-key", file.toString(), "--json");
    assertThat(again).isEqualTo(new Ran(1, "", "this public key is already that of the key mac\n"));
  }

  @Test
  void takenNameIsAnError() {
    run("add", "phone");
    Ran ran = run("add", "phone");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("there is a key phone already");
    Ran given = run(facts, List.of(new GivenKey("tv", GIVEN.secret(), Set.of())), "add", "tv");
    assertThat(given.exit()).isZero();
    assertThat(given.err()).contains("HOMEPORT_KEYS has one of that name too");
  }

  @Test
  void revokedKeyIsGoneAndAnUnknownOneIsAnError() {
    run("add", "phone");
    assertThat(run("revoke", "phone"))
        .isEqualTo(new Ran(0, "", "The key phone of the daemon is revoked.\n"));
    assertThat(run("revoke", "phone"))
        .isEqualTo(
            new Ran(
                1,
                "",
                "the daemon has no key phone; all of them: homeport keys list --role daemon\n"));
    assertThat(run(facts, List.of(GIVEN), "revoke", "phone").err())
        .isEqualTo("phone is not stored: take it out of HOMEPORT_KEYS and restart\n");
    run("add", "phone");
    assertThat(run(facts, List.of(GIVEN), "revoke", "phone").err())
        .isEqualTo(
            "The key phone of the daemon is revoked.\nThe one of that name in HOMEPORT_KEYS is still good.\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "add                                | Missing required parameter: 'NAME'",
        "add a b                            | Unmatched argument",
        "add a -x                           | Unknown option: '-x'",
        "add a:b                            | 'a:b' is no name; a name has 1 to 64 letters",
        "add a --scope root                 | 'root' is none of infer, admin, metrics, link",
        "add a --model a,b                  | 'a,b' names no model",
        "add a --requests-per-minute 0      | '0' is no number from 1 to 1000000",
        "add a --requests-per-minute 1.5    | '1.5' is no number",
        "add a --concurrent -1              | '-1' is no number",
        "add a --expires 30                 | option '--expires': '30' is no time",
        "add a --expires 2020-01-01         | is not in the future",
        "add a --public-key /nowhere/x.pub  | /nowhere/x.pub: no such file",
        "add a --tokens-per-minute 0        | '0' is no number from 1 to 1000000000",
        "add a --tokens-per-minute many     | '--tokens-per-minute': 'many' is no number",
        "add a --tenant a:b                 | 'a:b' names no tenant; a name has 1 to 64 letters",
        "add a --tenant                     | Missing required parameter for option '--tenant'",
        "add a --home-only=perhaps          | 'perhaps' is not a boolean",
        "revoke                             | Missing required parameter: 'NAME'",
        "list phone                         | Unmatched argument",
        "frobnicate                         | Unmatched argument",
      })
  void badInputIsToldAndNothingIsDone(String line, String message) {
    Ran ran = run(line.strip().split(" +", -1));
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains(message);
    facts.freshenNow();
    assertThat(facts.shelf("key").facts()).isEmpty();
  }

  @Test
  void commandAloneShowsWhichThereAre() {
    Ran ran = run();
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("add").contains("list").contains("revoke");
  }

  @Test
  void privateKeyIsNotTaken() throws IOException {
    Path file =
        Files.writeString(temp.resolve("id"), "-----BEGIN OPENSSH PRIVATE KEY-----\nc2VjcmV0\n");
    Ran ran = run("add", "mac", "--public-key", file.toString());
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("give its .pub").doesNotContain("c2VjcmV0");
  }

  @ParameterizedTest
  @CsvSource({"add --help", "list -h", "revoke --help", "--help"})
  void helpIsOnStdout(String line) {
    Ran ran = run(line.split(" ", -1));
    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).startsWith("Usage: keys").contains("--config");
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void helpOfAddOffersWhatIsEnforced() {
    assertThat(run("add", "--help").out())
        .contains(
            "--scope",
            "--model",
            "--requests-per-minute",
            "--concurrent",
            "--expires",
            "--public-key",
            "--json",
            "--tokens-per-minute",
            "--tenant",
            "--home-only",
            "--no-continuation",
            "KEY=$(homeport keys add phone)");
  }

  @Test
  void problemWithTheConfigurationIsPassedOn() {
    var asked = new Path[1];
    KeyPlace shut =
        (config, _) -> {
          asked[0] = config == null ? Path.of("none") : config;
          return new KeyPlace.Opened.Shut(78, "homeport.yaml:3: unknown key");
        };
    assertThat(run(shut, new StringWriter(), "list", "--config", "my.yaml"))
        .isEqualTo(new Ran(78, "", "homeport.yaml:3: unknown key\n"));
    assertThat(asked[0]).isEqualTo(Path.of("my.yaml"));
    assertThat(run(shut, new StringWriter(), "--config", "my.yaml", "add", "x").exit())
        .isEqualTo(78);
  }

  @Test
  void stateThatCannotBeWrittenIsTold() {
    Ran ran = run(new NoFacts("cannot write the state: disk full"), List.of(), "add", "a");
    assertThat(ran).isEqualTo(new Ran(1, "", "cannot write the state: disk full\n"));
  }

  /// Whoever should read the key has gone.
  private static final class Broken extends Writer {
    @Override
    public void write(char[] text, int from, int length) throws IOException {
      throw new IOException("Broken pipe");
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public String toString() {
      return "";
    }
  }

  @Test
  void keyThatReachedNobodyIsTakenBack() {
    Ran ran =
        run((_, _) -> new KeyPlace.Opened.Ready(facts, List.of()), new Broken(), "add", "phone");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains("so it was not made");
    facts.freshenNow();
    assertThat(facts.shelf("key").facts()).isEmpty();
  }
}
