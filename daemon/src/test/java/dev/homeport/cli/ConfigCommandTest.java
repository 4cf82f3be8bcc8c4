package dev.homeport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.config.Desk;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// `homeport config` as its user meets it.
class ConfigCommandTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Desk desk;

  @BeforeEach
  void tidy() {
    desk = new Desk(folder);
  }

  @Test
  void initWritesTheStarterForItsOwnerAlone() throws IOException {
    Path file = folder.resolve("platform/homeport.yaml");
    assertThat(run("init")).isZero();
    assertThat(said(out))
        .isEqualTo("Wrote platform/homeport.yaml. Change it, then: homeport config check\n");
    assertThat(Files.readString(file)).isEqualTo(Desk.starter());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(run("check")).isZero();
  }

  @Test
  void initReplacesNothingUnasked() throws IOException {
    desk.yaml("mine");
    Path file = folder.resolve("homeport.yaml");
    assertThat(run("init", "--config", "homeport.yaml")).isEqualTo(1);
    assertThat(said(err))
        .isEqualTo(
            "homeport.yaml is there already; --force replaces it, --stdout prints the new one\n");
    assertThat(Files.readString(file)).isEqualTo("mine");
    assertThat(run("init", "--config", "homeport.yaml", "--force")).isZero();
    assertThat(Files.readString(file)).isEqualTo(Desk.starter());
  }

  @Test
  void initPrintsInsteadWhenAsked() {
    assertThat(run("init", "--stdout")).isZero();
    assertThat(out.toString()).isEqualTo(Desk.starter());
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void initThatCannotWriteSaysWhy() {
    desk.file("platform", "a file where a folder should be");
    assertThat(run("init")).isEqualTo(1);
    assertThat(said(err)).startsWith("cannot write platform/homeport.yaml: ");
  }

  @Test
  void checkOfARightConfigurationIsShort() {
    assertThat(run("check")).isZero();
    assertThat(said(out))
        .isEqualTo(
            "The daemon's configuration is right; there is no file."
                + " A router's: homeport config check --role router\n");
    desk.env("OPENAI_API_KEY", "hush");
    assertThat(run("check", "--role", "router")).isZero();
    assertThat(said(out)).isEqualTo("The router's configuration is right; there is no file.\n");
    desk.yaml("daemon: { auth: none }");
    assertThat(run("check")).isZero();
    assertThat(said(out))
        .isEqualTo(
            """
            warning: homeport.yaml:1:17: daemon.auth: anybody who reaches this daemon, also through a tunnel, needs no key; write auth: keys unless that is meant
            The configuration is right: homeport.yaml
            """);
  }

  @Test
  void checkNamesAllThatIsWrong() {
    desk.yaml("daemon: { lisen: x, limits: { queue: y } }");
    assertThat(run("check")).isEqualTo(78);
    assertThat(said(out))
        .isEqualTo(
            """
            error: homeport.yaml:1:11: daemon.lisen: there is no such setting; did you mean daemon.listen?
            error: homeport.yaml:1:38: daemon.limits.queue: "y" is not a whole number; write a whole number from 0 to 100000
            2 problems.
            """);
  }

  @Test
  void checkSpeaksJson() {
    desk.yaml("daemon: { lisen: x, auth: none }");
    assertThat(run("check", "--json")).isEqualTo(78);
    assertThat(said(out))
        .isEqualTo(
            "{\"ok\":false,\"problems\":[{\"source\":\"homeport.yaml:1:11\",\"place\":\"daemon.lisen\","
                + "\"what\":\"there is no such setting\",\"right\":\"did you mean daemon.listen?\"}],"
                + "\"warnings\":[{\"source\":\"homeport.yaml:1:27\",\"place\":\"daemon.auth\","
                + "\"what\":\"anybody who reaches this daemon, also through a tunnel, needs no key\","
                + "\"right\":\"write auth: keys unless that is meant\"}]}\n");
    desk.yaml("daemon: {}");
    assertThat(run("check", "--json")).isZero();
    assertThat(said(out)).isEqualTo("{\"ok\":true,\"problems\":[],\"warnings\":[]}\n");
  }

  @Test
  void showNamesEverySourceAndNoSecret() {
    desk.yaml("daemon: { ollama-key: hush, tunnel: { kind: tailscale }, auth: none }")
        .env("OLLAMA_NUM_PARALLEL", "3")
        .env("HOMEPORT_KEYS", "ci:hushhushhushhushhushhush");
    assertThat(run("show")).isZero();
    assertThat(said(out).replaceAll(" +", " "))
        .contains("daemon.listen 127.0.0.1:8888 default\n")
        .contains("daemon.ollama-key •••• homeport.yaml:1:23\n")
        .contains("daemon.tunnel.kind tailscale homeport.yaml:1:45\n")
        .contains("daemon.limits.concurrent 3 environment OLLAMA_NUM_PARALLEL\n")
        .contains("daemon.limits.body 32MiB default\n")
        .contains("daemon.metrics.listen off default\n")
        .contains("daemon.cors [] default\n")
        .contains("daemon.link.router – default\n")
        .contains("HOMEPORT_KEYS ci •••• environment HOMEPORT_KEYS\n")
        .doesNotContain("hush");
    assertThat(said(err)).startsWith("warning: homeport.yaml:1:64: daemon.auth: ");
  }

  @Test
  void showSpeaksJson() {
    desk.env("HOMEPORT_DAEMON_OLLAMA_KEY", "hush");
    assertThat(run("show", "--json")).isZero();
    assertThat(said(out))
        .startsWith(
            "{\"settings\":[{\"path\":\"daemon.listen\",\"value\":\"127.0.0.1:8888\",\"source\":\"default\",\"used\":true},")
        .contains(
            "{\"path\":\"daemon.alerts\",\"value\":null,\"source\":\"default\",\"used\":true}")
        .endsWith("],\"warnings\":[]}\n")
        .doesNotContain("hush");
  }

  @Test
  void showOfABrokenConfigurationSaysWhatIsWrong() {
    desk.yaml("daemon: { lisen: x }");
    assertThat(run("show")).isEqualTo(78);
    assertThat(said(out)).isEmpty();
    assertThat(said(err)).startsWith("error: homeport.yaml:1:11: daemon.lisen: ");
  }

  @Test
  void everySectionOfTheFileIsJudged() {
    desk.yaml("daemon: { lisen: x }\nrouter: { lisen: x, providers: { home: {} } }\nsatte: {}");
    assertThat(run("check")).isEqualTo(78);
    assertThat(said(out))
        .isEqualTo(
            """
            error: homeport.yaml:1:11: daemon.lisen: there is no such setting; did you mean daemon.listen?
            error: homeport.yaml:3:1: satte: there is no such setting; did you mean state?
            error: homeport.yaml:2:11: router.lisen: there is no such setting; did you mean router.listen?
            error: homeport.yaml:2:34: router.providers.home: has no url; write url: https://my-mac.tail1234.ts.net
            4 problems.
            """);
    assertThat(run("check", "--role", "daemon")).isEqualTo(78);
    assertThat(said(out))
        .contains("daemon.lisen")
        .doesNotContain("router.")
        .endsWith("2 problems.\n");
    assertThat(run("show")).isEqualTo(78);
    assertThat(said(err)).contains("daemon.lisen", "router.lisen");
  }

  @Test
  void routerIsShownWhereTheFileHasOne() {
    desk.yaml("router: { providers: { openrouter: { key: hush } } }");
    assertThat(run("check")).isZero();
    assertThat(said(out)).isEqualTo("The configuration is right: homeport.yaml\n");
    assertThat(run("show")).isZero();
    assertThat(said(out).replaceAll(" +", " "))
        .contains("router.listen 0.0.0.0:11435 default\n")
        .contains("router.providers.openrouter.kind openai default\n")
        .contains("router.providers.openrouter.key •••• homeport.yaml:1:43\n")
        .contains("router.providers.openrouter.timeouts.first-token 30s default\n")
        .doesNotContain("daemon.", "hush");
  }

  @Test
  void bothAreShownAndWhatTheyShareOnce() {
    desk.yaml("daemon: { warm: [ x ] }\nrouter: { providers: { home: { url: 'http://a' } } }");
    assertThat(run("show")).isZero();
    assertThat(said(out)).contains("daemon.warm", "router.providers.home.url");
    assertThat(said(out).lines().filter(line -> line.startsWith("state.keep"))).hasSize(1);
  }

  @Test
  void roleMayBeNamed() {
    assertThat(run("check", "--role", "router")).isEqualTo(78);
    assertThat(said(out))
        .startsWith("error: environment: router.providers: there is nobody who could answer; set ");
    desk.env("OPENAI_API_KEY", "hush");
    assertThat(run("show", "--role", "router", "--json")).isZero();
    assertThat(said(out))
        .contains("{\"path\":\"router.providers.openai.key\",\"value\":\"••••\"")
        .doesNotContain("hush");
    assertThat(run("check", "--role", "mac")).isEqualTo(2);
  }

  @Test
  void wordAloneExplainsItself() {
    assertThat(run()).isEqualTo(2);
    assertThat(said(err)).contains("init", "check", "show");
    assertThat(run("chekc")).isEqualTo(2);
  }

  private int run(String... words) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return new CommandLine(new ConfigCommand(desk.inputs()))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words);
  }

  private String said(StringWriter where) {
    return where.toString().replace(folder + "/", "");
  }
}
