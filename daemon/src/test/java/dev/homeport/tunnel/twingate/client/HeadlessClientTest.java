package dev.homeport.tunnel.twingate.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.config.router.ServiceKey;
import dev.homeport.config.router.Twingate;
import dev.homeport.config.router.Twingate.Client;
import dev.homeport.config.value.Listen;
import dev.homeport.config.value.Secret;
import dev.homeport.fake.ConnectProxy;
import dev.homeport.fake.FakeTicker;
import dev.homeport.fake.FakeWall;
import dev.homeport.fake.Programs;
import dev.homeport.fake.RudeServer;
import dev.homeport.fake.Told;
import dev.homeport.host.Command;
import dev.homeport.host.Platform;
import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.twingate.client.Standing.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The client in its two forms, and what becomes of it when its programs lie, hang and die.
class HeadlessClientTest {
  private static final String HUSH = "hush-1234567890";

  /// Writes down what it was asked, and says what a file says.
  private static final String[] TWINGATE = {
    "echo \"$*\" >> \"${0%/*}/calls\"",
    "case $1 in",
    "--version) echo 'Twingate 2026.190.6704 | 0.193.0';;",
    "status) read word < \"${0%/*}/word\"; echo \"$word\"; exit 3;;",
    "setup) cp \"$3\" \"${0%/*}/shown\"; ls -l \"$3\" | cut -c1-10 > \"${0%/*}/rights\"; exit 1;;",
    "start) [ -f \"${0%/*}/works\" ] && echo online > \"${0%/*}/word\"; exit 9;;",
    "esac"
  };

  @TempDir Path folder;
  private final FakeTicker ticker = new FakeTicker();
  private final FakeWall wall = new FakeWall();
  private final Told told = new Told();
  private final AtomicInteger ready = new AtomicInteger();
  private final int port = RudeServer.refusingPort();
  private Programs programs = new Programs(Path.of(""));
  private @Nullable Twingate settings;
  private @Nullable HeadlessClient made;

  @BeforeEach
  void place() {
    programs = new Programs(folder);
  }

  @AfterEach
  void nothingRunsOn() throws Exception {
    if (made != null) {
      made.stop();
    }
    assertThat(Programs.running()).isEmpty();
  }

  private HeadlessClient client() {
    return client(Duration.ofSeconds(10));
  }

  private HeadlessClient client(Duration limit) {
    var client =
        new HeadlessClient(
            Platform.of(programs.env(), "Linux", folder.toString(), "ann"),
            () -> Optional.ofNullable(settings),
            folder.resolve("own"),
            ready::incrementAndGet,
            told,
            ticker,
            wall,
            limit);
    made = client;
    return client;
  }

  private void set(Client client, boolean key, boolean given) {
    set(client, key, given, null);
  }

  private void set(Client client, boolean key, boolean given, @Nullable Instant expires) {
    var shown = new ServiceKey(new Secret(HUSH), "acme.twingate.com", expires);
    settings =
        new Twingate(
            client,
            key ? shown : null,
            key ? "acme.twingate.com" : null,
            new Listen("127.0.0.1", port),
            given);
  }

  private void statusIs(String word) {
    programs.put("twingate", TWINGATE);
    write("word", word);
  }

  private void write(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Finding trouble(HeadlessClient client) {
    return Objects.requireNonNull(client.standing().trouble());
  }

  private List<String> calls() {
    return programs.lines("calls").stream()
        .map(line -> line.replaceAll(" /.*", " FILE"))
        .filter(line -> !line.equals("--version"))
        .toList();
  }

  @Test
  void clientOfTheSystemThatIsOnlineIsUsedAsItIs() throws Exception {
    statusIs("Online");
    set(Client.AUTO, true, false);
    HeadlessClient client = client();
    client.turn();
    assertThat(client.standing().client()).isEqualTo("system");
    assertThat(client.standing().state()).isEqualTo(State.ONLINE);
    assertThat(client.standing().road()).isEqualTo(new Road.Direct(null));
    assertThat(calls()).containsOnly("status");
  }

  @Test
  void clientThatIsAPersonsIsOnlyLookedAt() throws Exception {
    statusIs("online (limited)");
    set(Client.AUTO, false, false);
    HeadlessClient client = client();
    for (int i = 0; i < 5; i++) {
      client.turn();
      ticker.advance(Duration.ofMinutes(1));
    }
    assertThat(client.standing().state()).isEqualTo(State.OFFLINE);
    assertThat(client.standing().road())
        .isEqualTo(new Road.Direct("twingate status says: online (limited)"));
    assertThat(calls()).containsOnly("status");
    assertThat(told.events()).hasSize(1);
  }

  @Test
  void keyIsHandedOverOnceAndLeavesNoFile() throws Exception {
    statusIs("not-running");
    write("works", "");
    set(Client.SYSTEM, true, false);
    HeadlessClient client = client();
    assertThat(client.turn()).isEqualTo(Duration.ofSeconds(5));
    assertThat(trouble(client).cause()).isEqualTo(Cause.SERVICE_GONE);
    assertThat(calls()).endsWith("setup --headless FILE", "start");
    assertThat(programs.lines("shown")).containsExactly(HUSH);
    assertThat(programs.lines("rights")).containsExactly("-rw-------");
    String file =
        programs.lines("calls").stream()
            .filter(s -> s.startsWith("setup"))
            .findFirst()
            .orElseThrow();
    assertThat(Path.of(file.substring(file.indexOf('/')))).doesNotExist();

    ticker.advance(Duration.ofSeconds(5));
    client.turn();
    assertThat(client.standing().state()).isEqualTo(State.ONLINE);
    assertThat(ready.get()).isGreaterThan(0);
    assertThat(told.events().toString()).doesNotContain(HUSH);
  }

  @Test
  void startsInVainAreMadeAsTwingatesOwnActionDoesAndForEver() throws Exception {
    statusIs("offline");
    set(Client.SYSTEM, true, false);
    HeadlessClient client = client();
    for (int i = 0; i < 16; i++) {
      ticker.advance(client.turn());
    }
    assertThat(calls().stream().filter(call -> !call.equals("status")).toList())
        .startsWith(
            "setup --headless FILE",
            "start",
            "stop",
            "start",
            "stop",
            "start",
            "stop",
            "start",
            "stop",
            "start",
            "stop",
            "setup --headless FILE",
            "start",
            "stop");
  }

  @Test
  void lookBeforeAStartCanShowStartsNothing() throws Exception {
    statusIs("offline");
    set(Client.SYSTEM, true, false);
    HeadlessClient client = client();
    client.turn();
    ticker.advance(Duration.ofSeconds(2));
    assertThat(client.turn()).isEqualTo(Duration.ofSeconds(3));
    assertThat(calls()).filteredOn("start"::equals).hasSize(1);
  }

  @Test
  void commandThatHangsIsGivenUp() throws Exception {
    programs.put("twingate", "exec sleep 100");
    set(Client.SYSTEM, false, false);
    HeadlessClient client = client(Duration.ofMillis(100));
    client.turn();
    assertThat(trouble(client).cause()).isEqualTo(Cause.SERVICE_FROZEN);
  }

  @Test
  void childIsStartedWithTheKeyInItsEnvironmentAndEndsWithUs() throws Exception {
    programs.put(
        "twingated",
        "echo \"$*\" > \"${0%/*}/args\"",
        "echo \"$TWINGATE_SERVICE_KEY $TWINGATE_NETWORK $TWINGATE_TUN\" > \"${0%/*}/env.new\"",
        "mv \"${0%/*}/env.new\" \"${0%/*}/env\"",
        "exec sleep 100");
    set(Client.AUTO, true, false);
    HeadlessClient client = client();
    Duration rest = client.turn();
    assertThat(client.standing().client()).isEqualTo("userspace");
    assertThat(client.standing().state()).isEqualTo(State.STARTING);
    assertThat(client.standing().road())
        .isInstanceOfSatisfying(
            Road.Shut.class, shut -> assertThat(shut.why()).contains("127.0.0.1:" + port));
    assertThat(rest).isLessThan(Duration.ofSeconds(1));

    try (var proxy = ConnectProxy.at(port, _ -> 0)) {
      client.turn();
      assertThat(client.standing().road()).isEqualTo(new Road.Proxy("127.0.0.1", port));
      assertThat(client.standing().state()).isEqualTo(State.STARTING);
      assertThat(ready.get()).isEqualTo(1);

      client.opened();
      client.turn();
      assertThat(client.standing().state()).isEqualTo(State.ONLINE);

      client.failed("the proxy refused: 403");
      client.turn();
      assertThat(trouble(client).what()).isEqualTo("the proxy refused: 403");
      assertThat(trouble(client).cause()).isEqualTo(Cause.NOT_REACHED);
      assertThat(proxy.asked()).isEmpty();
    }
    while (programs.lines("env").isEmpty()) {
      Thread.onSpinWait();
    }
    assertThat(programs.lines("args"))
        .containsExactly("--http-proxy 127.0.0.1:" + port + " --tun off");
    assertThat(programs.lines("env")).containsExactly(HUSH + " acme.twingate.com off");
    client.stop();
    assertThat(Programs.running()).isEmpty();
    assertThat(told.events().toString()).doesNotContain(HUSH);
  }

  @Test
  void childThatDiesIsStartedAgainLaterEachTime() throws Exception {
    programs.put("twingated", "echo x >> \"${0%/*}/starts\"; exit 7");
    set(Client.USERSPACE, true, false);
    HeadlessClient client = client();
    client.turn();
    for (int i = 1; i <= 4; i++) {
      childIsOver();
      Duration rest = client.turn();
      assertThat(trouble(client).what()).isEqualTo("twingated ended with exit status 7");
      assertThat(client.standing().road())
          .isEqualTo(new Road.Shut("Twingate: twingated ended with exit status 7"));
      assertThat(rest)
          .isBetween(Duration.ofMillis(199 << (i - 1)), Duration.ofSeconds(1L << (i - 1)));
      ticker.advance(rest);
      client.turn();
    }
    childIsOver();
    assertThat(programs.lines("starts")).hasSize(5);
  }

  private static void childIsOver() throws Exception {
    for (ProcessHandle child : ProcessHandle.current().children().toList()) {
      child.onExit().get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void proxyThatIsThereAlreadyIsUsedAndNoOtherStarted() throws Exception {
    programs.put("twingated", "echo x >> \"${0%/*}/starts\"; exec sleep 100");
    set(Client.USERSPACE, true, false);
    HeadlessClient client = client();
    try (var proxy = ConnectProxy.at(port, _ -> 0)) {
      client.turn();
      assertThat(proxy.port()).isEqualTo(port);
      assertThat(client.standing().road()).isEqualTo(new Road.Proxy("127.0.0.1", port));
      assertThat(client.standing().notices())
          .extracting("topic")
          .containsExactly("twingate-proxy-foreign");
      assertThat(Programs.running()).isEmpty();
    }
    client.turn();
    assertThat(client.standing().notices()).isEmpty();
  }

  @Test
  void childOfARouterThatWasKilledIsEndedAndAnotherStarted() throws Exception {
    Path program = programs.put("twingated", "echo x >> \"${0%/*}/starts\"; sleep 100");
    set(Client.USERSPACE, true, false);
    Process left = new ProcessBuilder(program.toString()).start();
    Files.createDirectory(folder.resolve("own"));
    new Trace(folder.resolve("own")).leave(left.toHandle());
    HeadlessClient client = client();
    client.turn();
    assertThat(left.isAlive()).isFalse();
    assertThat(left.waitFor()).isNotZero();
    assertThat(told.events())
        .anySatisfy(
            event -> assertThat(event.toString()).contains("a router before", left.pid() + ""));
    assertThat(ProcessHandle.current().children()).hasSize(1);
    client.stop();
    assertThat(folder.resolve("own/twingated.pid")).doesNotExist();
  }

  @Test
  void processThatHasTheNumberOfAnOldChildIsLeftAlone() throws Exception {
    Path program = programs.put("twingated", "exec sleep 100");
    programs.put("other", "sleep 100");
    set(Client.USERSPACE, true, false);
    Process other = new ProcessBuilder(folder.resolve("other").toString()).start();
    Process younger = new ProcessBuilder("/bin/sh", "-c", "sleep 100; : " + program).start();
    try {
      Path own = Files.createDirectory(folder.resolve("own"));
      new Trace(own).leave(other.toHandle());
      HeadlessClient client = client();
      client.turn();
      assertThat(other.isAlive()).isTrue();
      client.stop();

      Instant before = younger.info().startInstant().orElseThrow().minusSeconds(60);
      Files.writeString(own.resolve("twingated.pid"), younger.pid() + " " + before + "\n");
      HeadlessClient another = client();
      another.turn();
      assertThat(younger.isAlive()).isTrue();
      Files.writeString(own.resolve("twingated.pid"), "no number at all\n");
    } finally {
      for (Process each : List.of(other, younger)) {
        Command.kill(each);
      }
    }
  }

  @Test
  void childHasAFolderOfItsOwnForItsSocket() throws Exception {
    programs.put(
        "twingated",
        "echo \"$XDG_RUNTIME_DIR $(pwd)\" > \"${0%/*}/place.new\"",
        "mv \"${0%/*}/place.new\" \"${0%/*}/place\"",
        "exec sleep 100");
    set(Client.USERSPACE, true, false);
    client().turn();
    while (programs.lines("place").isEmpty()) {
      Thread.onSpinWait();
    }
    String own = folder.toRealPath().resolve("own").toString();
    assertThat(programs.lines("place").getFirst()).endsWith(own);
    assertThat(programs.lines("place").getFirst()).startsWith(folder.resolve("own").toString());
    assertThat(Files.getPosixFilePermissions(folder.resolve("own")))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void endOfAnotherKeyIsToldAnew() throws Exception {
    statusIs("online");
    set(Client.AUTO, true, false, wall.now().plus(Duration.ofDays(5)));
    HeadlessClient client = client();
    client.turn();
    set(Client.AUTO, true, false, wall.now().plus(Duration.ofDays(6)));
    client.turn();
    client.turn();
    assertThat(told.events())
        .filteredOn(event -> event.toString().contains("twingate-key-expires-7d"))
        .hasSize(2);
  }

  @Test
  void proxyOfSomebodyElseThatIsNotThereIsTold() throws Exception {
    set(Client.AUTO, false, true);
    HeadlessClient client = client();
    client.turn();
    assertThat(client.standing().client()).isEqualTo("proxy");
    assertThat(trouble(client).what()).contains("nothing takes connections at 127.0.0.1:" + port);
  }

  @Test
  void whatIsMissingIsToldOnceAndFoundWhenItComes() throws Exception {
    set(Client.AUTO, true, false);
    HeadlessClient client = client();
    client.turn();
    client.turn();
    assertThat(trouble(client).cause()).isEqualTo(Cause.NOT_INSTALLED);
    assertThat(client.standing().road()).isInstanceOf(Road.Direct.class);
    assertThat(told.events()).hasSize(1);

    statusIs("online");
    client.turn();
    assertThat(client.standing().client()).isEqualTo("system");
  }

  @Test
  void keyThatHasExpiredIsTheCauseWhereNothingWorks() throws Exception {
    statusIs("offline");
    set(Client.SYSTEM, true, false, wall.now().minusSeconds(1));
    HeadlessClient client = client();
    client.turn();
    assertThat(trouble(client).cause()).isEqualTo(Cause.KEY_EXPIRED);

    write("word", "online");
    client.turn();
    assertThat(client.standing().trouble()).isNull();
    assertThat(client.standing().notices()).extracting("topic").contains("twingate-key-expired");
  }

  @Test
  void oldClientAndNearEndOfAKeyAreToldOnceEach() throws Exception {
    statusIs("online");
    set(Client.AUTO, true, false, wall.now().plus(Duration.ofDays(400)));
    HeadlessClient client = client();
    client.turn();
    assertThat(client.standing().notices()).isEmpty();
    wall.advance(Duration.ofDays(390));
    client.turn();
    client.turn();
    assertThat(client.standing().notices())
        .extracting("topic")
        .containsExactly("twingate-key-expires-14d", "twingate-client-old");
    assertThat(told.events()).filteredOn(e -> e.toString().contains("twingate noticed")).hasSize(2);
  }

  @Test
  void otherSettingsMakeAnotherClientAndEndTheOldOne() throws Exception {
    programs.put("twingated", "exec sleep 100");
    set(Client.USERSPACE, true, false);
    HeadlessClient client = client();
    client.turn();
    assertThat(Programs.running()).hasSize(1);

    set(Client.OFF, true, false);
    client.turn();
    assertThat(Programs.running()).isEmpty();
    assertThat(client.standing().state()).isEqualTo(State.UNWATCHED);

    settings = null;
    assertThat(client.turn()).isGreaterThan(Duration.ofMinutes(10));
  }

  @Test
  void whereNobodyNeedsItNothingRuns() throws Exception {
    HeadlessClient client = client();
    client.start();
    client.lookNow();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("twingate client");
  }
}
