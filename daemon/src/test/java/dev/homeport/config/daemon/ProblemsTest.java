package dev.homeport.config.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.config.Desk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is said of configurations that are wrong or doubtful, word for word.
class ProblemsTest {
  @TempDir private Path folder;
  private Desk desk;

  @BeforeEach
  void tidy() {
    desk = new Desk(folder);
  }

  @Test
  void allProblemsAreToldAtOnceWithPlaceAndAdvice() {
    desk.yaml(
            """
            daemon:
              lisen: 127.0.0.1:1
              listen: 8888
              body: 1MiB
              limits: { queue: 30s, queue-wait: 30, body: 256MiB }
              power: while-serving
              warm: "qwen2.5:7b"
              auth: { kind: open }
              log: [ json ]
            satte: { url: file:x }
            """)
        .env("HOMEPORT_DAEMON_LIMITS_HEADER", "32")
        .flag("daemon.policy.num-ctx", "many");
    assertThat(desk.problems())
        .containsExactlyInAnyOrder(
            "homeport.yaml:2:3: daemon.lisen: there is no such setting; did you mean"
                + " daemon.listen?",
            "homeport.yaml:3:11: daemon.listen: \"8888\" is a port without a host; write"
                + " 127.0.0.1:8888 for this machine alone, 0.0.0.0:8888 for all",
            "homeport.yaml:4:3: daemon.body: there is no such setting; did you mean"
                + " daemon.limits.body?",
            "homeport.yaml:5:20: daemon.limits.queue: \"30s\" is not a whole number; write a whole"
                + " number from 0 to 100000",
            "homeport.yaml:5:37: daemon.limits.queue-wait: \"30\" is a number without a unit;"
                + " write one such as 250ms, 10s, 5m, 1h or 7d",
            "homeport.yaml:5:47: daemon.limits.body: one body (256MiB) may be larger than all"
                + " together (128MiB); make daemon.limits.bodies at least as large as"
                + " daemon.limits.body",
            "homeport.yaml:6:10: daemon.power: a value stands where a section should; write below"
                + " it: keep-awake",
            "homeport.yaml:7:9: daemon.warm: one value stands where a list should; write a list: ["
                + " \"qwen2.5:7b\" ]",
            "homeport.yaml:8:17: daemon.auth.kind: \"open\" is none of the words for it; write keys"
                + " or none",
            "homeport.yaml:9:8: daemon.log: a value stands where a section should; write below it:"
                + " format, level",
            "homeport.yaml:10:1: satte: there is no such setting; did you mean state?",
            "environment HOMEPORT_DAEMON_LIMITS_HEADER: daemon.limits.header: \"32\" is a number"
                + " without a unit; write one such as 32MiB or 500MB",
            "command line: daemon.policy.num-ctx: \"many\" is not a whole number; write a whole"
                + " number from 1 to 2147483647");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          daemon: { listen: [ a ] }        | homeport.yaml:1:19: daemon.listen: a list stands where one value should; write HOST:PORT, such as 127.0.0.1:8888 or [::1]:8888
          daemon: { listen: { a: b } }     | homeport.yaml:1:19: daemon.listen: a section stands where one value should; write HOST:PORT, such as 127.0.0.1:8888 or [::1]:8888
          daemon: { cors: [ a, '*' ] }     | homeport.yaml:1:19: daemon.cors[1]: "a" is not an origin; write SCHEME://HOST or SCHEME://HOST:PORT, such as https://chat.example.com
          daemon: { warm: [ a, ~ ] }       | homeport.yaml:1:22: daemon.warm[2]: nothing stands where a value should; write a text
          daemon: { metrics: { listen: no } } | homeport.yaml:1:30: daemon.metrics.listen: "no" has no port; write HOST:PORT, such as 127.0.0.1:8888 or [::1]:8888
          daemon: { metrics: { listen: "127.0.0.1:8888" } } | homeport.yaml:1:30: daemon.metrics.listen: 127.0.0.1:8888 is in the way of daemon.listen (127.0.0.1:8888); choose another port
          daemon: { ollama: "http://localhost:8888" } | homeport.yaml:1:19: daemon.ollama: http://localhost:8888 is where this daemon listens itself; name Ollama's own address, such as http://127.0.0.1:11434
          daemon: { ollama: "http://u:secret@h" } | homeport.yaml:1:19: daemon.ollama: "http://••••@h" holds a user or a password; leave them out; a key has its own setting
          daemon: { limits: { bodies: 1MiB } } | homeport.yaml:1:29: daemon.limits.bodies: one body (32MiB) may be larger than all together (1MiB); make daemon.limits.bodies at least as large as daemon.limits.body
          daemon: { limits: { concurrent: 0 } } | homeport.yaml:1:33: daemon.limits.concurrent: "0" is too little; write a whole number from 1 to 1024
          daemon: { tunnel: { kind: ngrok } } | homeport.yaml:1:27: daemon.tunnel.kind: "ngrok" is none of the words for it; write tailscale, twingate, link or direct
          daemon: { link: { router: "https://r" } } | homeport.yaml:1:27: daemon.link.router: "https://r" is not a URL of wss or ws; write one such as wss://router.example.com/link
          daemon: { alerts: { webhook: x } } | homeport.yaml:1:30: daemon.alerts.webhook: the value is not a URL of https or http; write the https:// URL that the service gave out
          state: { url: "sqlite:x.db" }    | homeport.yaml:1:15: state.url: a daemon cannot keep its state in sqlite; write file:FOLDER
          state: { url: "redis://u:p@h" }  | homeport.yaml:1:15: state.url: a daemon cannot keep its state in redis; write file:FOLDER
          state: { url: /var/x }           | homeport.yaml:1:15: state.url: "/var/x" has no scheme; write file:/var/x
          state: { url: "file:" }          | homeport.yaml:1:15: state.url: "file:" names no folder; write file:FOLDER
          daemon: { listen: "${MISSING}" } | homeport.yaml:1:19: daemon.listen: ${MISSING} is not set; set MISSING or write the value
          daemon: { listen: "${A B}" }     | homeport.yaml:1:19: daemon.listen: "${A B}" names no variable; write ${NAME}, or $${ for these two characters
          daemon: { listen: "${A" }        | homeport.yaml:1:19: daemon.listen: "${A" names no variable; write ${NAME}, or $${ for these two characters
          daemon                           | homeport.yaml:1:1: the file is a single value; begin with a section such as `daemon:`
          """)
  void problemIsToldWordForWord(String yaml, String problem) {
    desk.yaml(yaml);
    assertThat(desk.problems()).containsExactly(problem);
  }

  @Test
  void valueBehindAReferenceIsNotShown() {
    desk.yaml("daemon: { listen: ${ADDRESS} }").env("ADDRESS", "hush");
    assertThat(desk.problems())
        .containsExactly(
            "homeport.yaml:1:19: daemon.listen: \"${ADDRESS}\" has no port; write HOST:PORT, such"
                + " as 127.0.0.1:8888 or [::1]:8888");
  }

  @Test
  void variableThatFitsNothingIsDoubtfulUnlessTheFileUsesIt() {
    desk.env("HOMEPORT_DAEMON_LISTN", "x").env("HOMEPORT_OWN", "x").env("HOMEPORT_COLOUR", "x");
    desk.yaml("router: { a: [ 'x${HOMEPORT_OWN}' ] }");
    assertThat(desk.warnings())
        .containsExactly(
            "environment HOMEPORT_COLOUR: fits no setting; see `homeport config init --stdout` for"
                + " what there is",
            "environment HOMEPORT_DAEMON_LISTN: fits no setting; did you mean"
                + " HOMEPORT_DAEMON_LISTEN?");
  }

  @Test
  void shadowedValueIsJudgedButNotFollowed() {
    desk.yaml("daemon: { listen: nonsense, ollama: ${MISSING} }")
        .flag("daemon.listen", "127.0.0.1:1")
        .flag("daemon.ollama", "http://a");
    assertThat(desk.problems())
        .containsExactly(
            "homeport.yaml:1:19: daemon.listen: \"nonsense\" has no port; write HOST:PORT, such as"
                + " 127.0.0.1:8888 or [::1]:8888");
  }

  @Test
  void opennessIsDoubtful() {
    desk.yaml("daemon: { auth: none }");
    assertThat(desk.warnings())
        .containsExactly(
            "homeport.yaml:1:17: daemon.auth: anybody who reaches this daemon, also through a"
                + " tunnel, needs no key; write auth: keys unless that is meant");
    desk.yaml(
        "daemon: { listen: '0.0.0.0:8888', auth: { kind: none, path-keys: true }, cors: ['*'] }");
    assertThat(desk.warnings())
        .containsExactly(
            "homeport.yaml:1:49: daemon.auth: ANYBODY who reaches 0.0.0.0:8888 may use this Mac's"
                + " models, without a key; write auth: keys unless that is meant",
            "homeport.yaml:1:80: daemon.cors: any web page that is opened on this Mac may use its"
                + " models; name the origins that may",
            "homeport.yaml:1:66: daemon.auth.path-keys: there are no keys to stand in a path; leave"
                + " it out");
  }

  @Test
  void metricsForEverybodyAreDoubtful() {
    desk.yaml("daemon: { metrics: { listen: '0.0.0.0:9888' } }");
    assertThat(desk.warnings())
        .containsExactly(
            "homeport.yaml:1:30: daemon.metrics.listen: 0.0.0.0:9888 can be reached from other"
                + " machines, without a key; write 127.0.0.1:9888 unless that is meant");
  }

  @Test
  void twoNamesForOllamaThatDifferAreDoubtful() {
    desk.env("OLLAMA_BASE_URL", "http://a:1").env("OLLAMA_URL", "http://b:1");
    assertThat(desk.good().settings().ollama()).hasToString("http://a:1");
    assertThat(desk.warnings())
        .containsExactly(
            "environment OLLAMA_URL: daemon.ollama: differs from OLLAMA_BASE_URL, which counts;"
                + " set one of them");
  }

  @Test
  void fileThatWasNamedMustBeThere() {
    assertThat(desk.problems(desk.inputs().withConfig(Path.of("a.yaml"))))
        .containsExactly("--config: there is no file a.yaml; name one that exists");
    assertThat(desk.problems(desk.inputs().withEnvFile(Path.of("a.env"))))
        .containsExactly("--env-file: there is no file a.env; name one that exists");
    desk.env("HOMEPORT_CONFIG", "b.yaml");
    assertThat(desk.problems())
        .containsExactly(
            "environment HOMEPORT_CONFIG: there is no file b.yaml; name one that exists");
  }

  @Test
  void fileThatIsNoneIsExplained() throws IOException {
    Path file = folder.resolve("homeport.yaml");
    Files.createDirectory(file);
    assertThat(desk.problems()).containsExactly("homeport.yaml: is a folder; name the file in it");
    Files.delete(file);
    Files.write(file, "daemon:\n  warm: [ \"\u00e9\" ]\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(desk.problems())
        .containsExactly("homeport.yaml: is not UTF-8 in line 2; save it as UTF-8");
    Files.writeString(file, "daemon: { listen: '127.0.0.1:1' }", StandardCharsets.UTF_16);
    assertThat(desk.problems())
        .containsExactly("homeport.yaml: is not UTF-8 in line 1; save it as UTF-8");
    Files.writeString(file, "#".repeat(1 << 21));
    assertThat(desk.problems())
        .containsExactly("homeport.yaml: is larger than 1 MiB; name a configuration file");
    Files.writeString(file, "\uFEFFdaemon: { listen: '127.0.0.1:1' }");
    assertThat(desk.problems()).isEmpty();
  }

  @Test
  void fileThatMayNotBeReadIsExplained() {
    desk.file("homeport.yaml", "daemon: {}", "---------");
    Assumptions.assumeFalse(Files.isReadable(folder.resolve("homeport.yaml")), "root reads all");
    assertThat(desk.problems())
        .containsExactly("homeport.yaml: cannot be read: permission denied; let this user read it");
  }

  @Test
  void fileWithSecretsIsForItsOwnerAlone() throws IOException {
    String advice =
        "homeport.yaml: holds secrets and others on this machine may read it; run: chmod 600"
            + " 'homeport.yaml'";
    desk.file("homeport.yaml", "daemon: { ollama-key: abc }", "rw-r--r--");
    assertThat(desk.warnings()).containsExactly(advice);
    Files.setPosixFilePermissions(
        folder.resolve("homeport.yaml"), PosixFilePermissions.fromString("rw-------"));
    assertThat(desk.warnings()).isEmpty();
    desk.file("homeport.yaml", "router: { providers: { a: { key: abc } } }", "rw-rw----");
    assertThat(desk.warnings()).containsExactly(advice);
    desk.file("homeport.yaml", "router: { providers: { a: { key: 'file:x' } } }", "rw-r--r--");
    assertThat(desk.warnings()).isEmpty();
  }

  @Test
  void envFileWithKeysIsForItsOwnerAlone() {
    desk.file(".env", "HOMEPORT_KEYS=ci:abcdefghijklmnopqrstuvwxyz\n", "rw-r--r--");
    assertThat(desk.warnings())
        .containsExactly(
            ".env: holds secrets and others on this machine may read it; run: chmod 600 '.env'");
  }
}
