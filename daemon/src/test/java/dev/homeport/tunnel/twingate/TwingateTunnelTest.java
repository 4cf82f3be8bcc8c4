package dev.homeport.tunnel.twingate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.config.daemon.DaemonSettings;
import dev.homeport.fake.Act;
import dev.homeport.fake.Act.After;
import dev.homeport.fake.FakeTicker;
import dev.homeport.fake.FakeWall;
import dev.homeport.fake.Fault;
import dev.homeport.fake.Programs;
import dev.homeport.fake.RudeServer;
import dev.homeport.host.Platform;
import dev.homeport.time.Ticker;
import dev.homeport.tunnel.Mended;
import dev.homeport.tunnel.Rung;
import dev.homeport.tunnel.Tunnel.Local;
import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.Evidence;
import dev.homeport.tunnel.sight.Evidence.Mark;
import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.sight.Layer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A Docker with a Connector, as the facts have it: each file beside it is what one question gets.
class TwingateTunnelTest {
  private static final String TOKEN = "hush-1234567890";

  /// Answers with the file that is called like its first word, and fails where there is none.
  private static final String[] DOCKER = {
    "cd \"${0%/*}\"; echo \"$*\" >> calls",
    "[ -f \"$1.sh\" ] && . \"./$1.sh\"",
    "[ -f \"$1.err\" ] && cat \"$1.err\" >&2",
    "[ -f \"$1.out\" ] || exit 1",
    "cat \"$1.out\""
  };

  @TempDir Path folder;
  private final FakeWall wall = new FakeWall();
  private Programs programs = new Programs(Path.of(""));
  private DaemonSettings.Tunnel settings = settings(null, null);

  @BeforeEach
  void place() {
    programs = new Programs(folder);
    programs.put("docker", DOCKER);
    says("ps", "twingate-tidy-owl\ttwingate/connector:1\nollama\tollama/ollama\n");
    inspects("running", true, "unless-stopped");
    says("exec", "OK\n");
    says("logs", "");
    says("info", "\"2026-11-24T12:00:01.5Z\"\n");
    says("restart", "twingate-tidy-owl\n");
  }

  @AfterEach
  void nothingRunsOn() {
    assertThat(Programs.running()).isEmpty();
  }

  private static DaemonSettings.Tunnel settings(@Nullable String command, @Nullable String name) {
    return new DaemonSettings.Tunnel(
        null, null, 443, "system", null, Set.of(), false, command, name);
  }

  private void says(String verb, String out) {
    write(verb + ".out", out);
  }

  private void fails(String verb, String err) {
    write(verb + ".err", err);
    assertThat(folder.resolve(verb + ".out").toFile().delete()).isTrue();
  }

  private void write(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void inspects(String status, boolean running, String policy) {
    inspects(status, running, policy, 0);
  }

  private void inspects(String status, boolean running, String policy, int port) {
    says(
        "inspect",
        """
        {"id":"c0ffee","status":"%s","running":%s,"restarting":%s,"paused":false,"exit":137,
         "started":"2026-11-24T11:00:00.5Z","restarts":2,"policy":"%s",
         "ports":{"9999/tcp":[{"HostIp":"127.0.0.1","HostPort":"%d"}]},"metrics":"9999"}
        """
            .formatted(status, running, status.equals("restarting"), policy, port));
  }

  private TwingateTunnel tunnel() {
    return tunnel("Mac OS X", Duration.ofSeconds(10));
  }

  private TwingateTunnel tunnel(String os, Duration limit) {
    Platform platform = Platform.of(programs.env(), os, folder.toString(), "ann");
    return new TwingateTunnel(platform, () -> settings, Ticker.system(), wall, limit);
  }

  private static Finding trouble(Local local) {
    return Objects.requireNonNull(local.trouble());
  }

  private List<String> calls(String verb) {
    return programs.lines("calls").stream().filter(line -> line.startsWith(verb)).toList();
  }

  @Test
  void connectorThatRunsIsNoTroubleAndNoProof() throws Exception {
    Local local = tunnel().look();
    assertThat(local.trouble()).isNull();
    assertThat(local.publicUrl()).isNull();
    assertThat(local.notices()).isEmpty();
    assertThat(local.evidence()).extracting(Evidence::mark).containsOnly(Mark.FINE);
    assertThat(local.evidence())
        .extracting(Evidence::what)
        .contains(
            "twingate-tidy-owl: running, since 2026-11-24T11:00:00.500Z, started again 2 times",
            "connectorctl health: OK, which says that it runs");
  }

  @Test
  void environmentOfTheContainerIsNotAskedFor() throws Exception {
    tunnel().look();
    assertThat(calls("inspect")).hasSize(1);
    assertThat(calls("inspect").getFirst())
        .contains("TWINGATE_METRICS_PORT")
        .doesNotContain("json .Config.Env", "TOKEN");
    assertThat(calls("logs").getFirst())
        .isEqualTo(
            "logs --timestamps --tail 300 --since 2026-11-24T11:00:00.500Z twingate-tidy-owl");
  }

  @Test
  void noDockerSeveralConnectorsAndNoneAreForAPerson() throws Exception {
    says("ps", "a\ttwingate/connector:1\nb\tregistry.local/twingate/connector@sha256:0\nc\tx\n");
    assertThat(trouble(tunnel().look()).what()).isEqualTo("there are several connectors: a, b");
    settings = settings(null, "b");
    assertThat(tunnel().look().trouble()).isNull();
    settings = settings(null, "z");
    assertThat(trouble(tunnel().look()).what()).isEqualTo("there is no container called z");
    settings = settings(null, null);
    says("ps", "c\tnot-twingate/connectors\n");
    assertThat(trouble(tunnel().look()).cause()).isEqualTo(Cause.NO_CONTAINER);
    assertThat(trouble(tunnel().look()).next()).contains("--add-host");
    settings = settings("/no/such/docker", null);
    assertThat(trouble(tunnel().look()).cause()).isEqualTo(Cause.NOT_INSTALLED);
  }

  @Test
  void dockerIsFoundWhereMacsHaveIt() throws Exception {
    Path orb = Files.createDirectories(folder.resolve(".orbstack/bin"));
    assertThat(Docker.besides(folder)).contains(orb.resolve("docker"));
    settings = settings(new Programs(orb).put("docker", DOCKER).toString(), null);
    Files.writeString(orb.resolve("ps.err"), "Cannot connect to the Docker daemon at unix:///x");
    Finding trouble = trouble(tunnel().look());
    assertThat(trouble.cause()).isEqualTo(Cause.DOCKER_DOWN);
    assertThat(trouble.next()).isEqualTo("run: orb start");
  }

  @Test
  void dockerThatDoesNotAnswerIsNotWaitedFor() throws Exception {
    write("ps.sh", "exec sleep 100");
    Finding trouble = trouble(tunnel("Mac OS X", Duration.ofMillis(100)).look());
    assertThat(trouble.cause()).isEqualTo(Cause.DOCKER_DOWN);
    assertThat(trouble.what()).startsWith("docker gave no answer within");
  }

  @Test
  void dockerThatIsForbiddenIsToldSo() throws Exception {
    fails("ps", "permission denied while trying to connect to the Docker daemon socket");
    assertThat(trouble(tunnel().look()).cause()).isEqualTo(Cause.NOT_ALLOWED);
  }

  @Test
  void containerThatDoesNotRunCanBeRestarted() throws Exception {
    inspects("exited", false, "no");
    Local local = tunnel().look();
    assertThat(trouble(local).cause()).isEqualTo(Cause.CONTAINER_STOPPED);
    assertThat(trouble(local).what()).contains("exited with 137");
    assertThat(local.notices()).singleElement().extracting("topic").asString().contains("restart");
    assertThat(calls("exec")).isEmpty();

    write(
        "restart.sh",
        "sed -i 's/exited/running/; s/\"running\":false/\"running\":true/' inspect.out");
    assertThat(tunnel().mend(Rung.RESTART, () -> {}))
        .isEqualTo(new Mended.Done("restarted the connector twingate-tidy-owl"));
    assertThat(calls("restart")).containsExactly("restart twingate-tidy-owl");
  }

  @Test
  void restartThatChangesNothingIsNoRepair() throws Exception {
    inspects("restarting", true, "always");
    assertThat(trouble(tunnel().look()).cause()).isEqualTo(Cause.CONTAINER_STOPPED);
    assertThat(tunnel().mend(Rung.RESTART, () -> {})).isInstanceOf(Mended.Failed.class);
    fails("restart", "Error response from daemon: boom");
    assertThat(tunnel().mend(Rung.RESTART, () -> {}))
        .isEqualTo(new Mended.Failed("docker restart: 1 Error response from daemon: boom"));
  }

  @Test
  void otherRungsTouchNothing() throws Exception {
    for (Rung rung : List.of(Rung.REAPPLY, Rung.OFF_AND_ON, Rung.DOWN_AND_UP)) {
      assertThat(tunnel().mend(rung, () -> {})).isInstanceOf(Mended.Failed.class);
    }
    assertThat(programs.lines("calls")).isEmpty();
  }

  @Test
  void illHealthAndSilenceAreTold() throws Exception {
    says("exec", "OK (degraded)\n");
    assertThat(trouble(tunnel().look()).what()).endsWith("is not well: OK (degraded)");
    write("exec.sh", "cat exec.out; exit 3");
    says("exec", "OK\n");
    assertThat(trouble(tunnel().look()).cause()).isEqualTo(Cause.CONNECTOR_SICK);
    write("exec.sh", "exec sleep 100");
    assertThat(trouble(tunnel("Mac OS X", Duration.ofMillis(300)).look()).what())
        .contains("connectorctl gave no answer");
    write("exec.sh", "exit 127");
    assertThat(tunnel().look().trouble()).isNull();
  }

  @Test
  void revokedTokensAreNeverMetWithARestart() throws Exception {
    says("logs", "2026-11-24T11:30:00Z State: Error\n");
    write("logs.err", "2026-11-24T11:30:01Z " + TOKEN + " Gone, code 410\n");
    TwingateTunnel tunnel = tunnel();
    Local local = tunnel.look();
    assertThat(trouble(local).cause()).isEqualTo(Cause.TOKENS_REVOKED);
    assertThat(local.toString()).doesNotContain(TOKEN);
    assertThat(tunnel.mend(Rung.RESTART, () -> {})).isInstanceOf(Mended.Refrained.class);
    assertThat(calls("restart")).isEmpty();

    says("logs", "");
    write("logs.err", "");
    assertThat(trouble(tunnel.look()).cause()).isEqualTo(Cause.TOKENS_REVOKED);
    assertThat(tunnel().look().trouble()).isNull();
  }

  @Test
  void connectorThatSaysItIsOfflineIsSick() throws Exception {
    says("logs", "2026-11-24T11:58:00Z [libsdwan] sdwan_state: Offline\n");
    assertThat(trouble(tunnel().look()).cause()).isEqualTo(Cause.CONNECTOR_SICK);
  }

  @Test
  void clockThatStoodStillIsThePersonsAndSeldomAskedWhileItIsRight() throws Exception {
    TwingateTunnel tunnel = tunnel();
    tunnel.look();
    tunnel.look();
    assertThat(calls("info")).hasSize(1);

    wall.advance(Duration.ofHours(8));
    Finding trouble = trouble(tunnel.look());
    assertThat(trouble.cause()).isEqualTo(Cause.CLOCK_WRONG);
    assertThat(trouble.what()).contains("28798 s behind ours");
    assertThat(trouble.next()).contains("restart Docker's machine");
    assertThat(tunnel.mend(Rung.RESTART, () -> {})).isInstanceOf(Mended.Refrained.class);

    says("info", "\"2026-11-24T21:00:05+01:00\"");
    assertThat(tunnel.look().trouble()).isNull();
    assertThat(calls("info")).hasSize(4);
  }

  @Test
  void metricsAreSeenWhereTheirPortLeadsHere() throws Exception {
    String page = "# HELP x\ntwingate_connector_uptime_seconds 3605.2\n";
    try (var metrics =
        RudeServer.playing(
            Fault.says("metrics", After.CLOSES, Fault.sized("200 OK", "text/plain", page)))) {
      inspects("running", true, "always", metrics.port());
      assertThat(tunnel().look().evidence())
          .extracting(Evidence::what)
          .contains("metrics: up for 3605 s");
    }
    inspects("running", true, "always", RudeServer.refusingPort());
    assertThat(tunnel().look().trouble()).isNull();
  }

  @Test
  void metricsThatStandStillAreAWarning() throws Exception {
    var clock = new FakeTicker();
    Platform platform = Platform.of(programs.env(), "Mac OS X", folder.toString(), "ann");
    var tunnel = new TwingateTunnel(platform, () -> settings, clock, wall, Duration.ofSeconds(10));
    var page = new AtomicReference<>("");
    try (var metrics =
        RudeServer.choosing(
            _ ->
                Act.bytes(
                    Act.After.CLOSES,
                    ("HTTP/1.0 200 OK\r\n\r\n" + page.get()).getBytes(StandardCharsets.UTF_8)))) {
      inspects("running", true, "always", metrics.port());
      page.set(counted("3605.2", "100", "7"));
      assertThat(metrics(tunnel)).isEqualTo(Evidence.fine(Layer.TAILNET, "metrics: up for 3605 s"));
      clock.advance(Duration.ofSeconds(30));
      page.set(counted("3635.2", "1.1e2", "9"));
      assertThat(metrics(tunnel))
          .isEqualTo(
              Evidence.fine(Layer.TAILNET, "metrics: up for 3635 s, 12 bytes came in within 30 s"));
      clock.advance(Duration.ofSeconds(30));
      assertThat(metrics(tunnel))
          .isEqualTo(
              Evidence.warns(
                  Layer.TAILNET, "metrics: up for 3635 s, as 30 s ago: its clock stands still"));
      assertThat(tunnel.look().trouble()).isNull();
    }
  }

  private static String counted(String uptime, String direct, String relay) {
    return "twingate_connector_uptime_seconds "
        + uptime
        + "\ntwingate_inbound_bytes_total{transport=\"direct\"} "
        + direct
        + "\ntwingate_inbound_bytes_total{transport=\"relay\"} "
        + relay
        + "\n";
  }

  private static Evidence metrics(TwingateTunnel tunnel) throws InterruptedException {
    return tunnel.look().evidence().stream()
        .filter(each -> each.what().startsWith("metrics"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void connectorOfALinuxNeedsNoDocker() throws Exception {
    programs.put("twingate-connectorctl", "echo OK");
    programs.put("systemctl", "echo \"$*\" >> \"${0%/*}/calls\"; echo active");
    programs.put("journalctl", "echo '1763719200.5 h p[1]: State: Error Gone, code 410'");
    TwingateTunnel tunnel = tunnel("Linux", Duration.ofSeconds(10));
    assertThat(trouble(tunnel.look()).cause()).isEqualTo(Cause.TOKENS_REVOKED);
    programs.put("journalctl", "true");
    assertThat(tunnel.look().trouble()).isNull();
    assertThat(tunnel.mend(Rung.RESTART, () -> {})).isInstanceOf(Mended.Done.class);
    assertThat(programs.lines("calls")).contains("restart twingate-connector");
    programs.put("systemctl", "echo failed; exit 3");
    assertThat(trouble(tunnel.look()).cause()).isEqualTo(Cause.CONTAINER_STOPPED);
  }
}
