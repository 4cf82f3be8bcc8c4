package dev.homeport.fake.tailnet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Programs;
import dev.homeport.fake.tailnet.Script.Line;
import dev.homeport.host.Command;
import dev.homeport.host.Command.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FakeTailscaleTest {
  private static final String ON = "funnel --bg --yes 8888";
  private static final String OFF = "funnel --https=443 --set-path=/ off";
  private static final String ENTRIES = "funnel status --json";
  private static final String STATUS = "status --json --peers=false";

  @TempDir Path folder = Path.of("");

  private FakeTailscale tailscale() {
    return FakeTailscale.in(new Programs(folder)).keyExpiresAsRecorded();
  }

  @AfterEach
  void nothingRunsOn() {
    assertThat(Programs.running()).isEmpty();
  }

  private static Result call(FakeTailscale tailscale, String words) throws InterruptedException {
    return call(tailscale, Duration.ofSeconds(20), words);
  }

  private static Result call(FakeTailscale tailscale, Duration limit, String words)
      throws InterruptedException {
    return Command.of(limit, tailscale.program(), words.split(" ", -1)).run();
  }

  private static String entries(FakeTailscale tailscale) throws InterruptedException {
    return ran(call(tailscale, ENTRIES)).out();
  }

  private static Result.Ran ran(Result result) {
    assertThat(result).isInstanceOf(Result.Ran.class);
    return (Result.Ran) result;
  }

  /// What can be asked for, with the state in which it can.
  private record Asked(State state, Line line) {}

  private static List<Asked> everything() {
    var all = new ArrayList<Asked>();
    for (Node node : Node.values()) {
      for (Entries entries : Entries.values()) {
        for (ControlSays control : ControlSays.values()) {
          var state = new State(node, entries, control);
          Script.in(state, new Spellings(443, 8888))
              .forEach(line -> all.add(new Asked(state, line)));
        }
      }
    }
    return all;
  }

  @Test
  void playsRecordingsByteForByte() throws Exception {
    FakeTailscale tailscale = tailscale();
    var all = new ArrayList<>(everything());
    all.removeIf(asked -> asked.line().spellings().isEmpty() || asked.line().call().blocks());
    var random = new Random(6);
    Collections.shuffle(all, random);
    for (Asked asked : all.subList(0, 60)) {
      tailscale.becomes(asked.state());
      List<String> spellings = asked.line().spellings();
      String words = spellings.get(random.nextInt(spellings.size()));
      RecordedCall recorded = asked.line().call();

      Result.Ran ran = ran(call(tailscale, words));

      assertThat(ran.out()).as(recorded.name()).isEqualTo(recorded.stdout());
      assertThat(ran.err()).as(recorded.name()).isEqualTo(recorded.stderr());
      assertThat(ran.exit()).as(recorded.name()).isEqualTo(recorded.exit());
      assertThat(tailscale.state()).as(recorded.name()).isEqualTo(asked.line().next());
    }
    assertThat(tailscale.unexpected()).isEmpty();
  }

  @Test
  void everyStateIsReadAndRefersToRecordingsOfItsWords() {
    for (Asked asked : everything()) {
      Line line = asked.line();
      if (line.spellings().size() == 1) {
        assertThat(line.spellings().getFirst())
            .as(line.call().name())
            .satisfiesAnyOf(
                words -> assertThat(words).isEqualTo(line.call().line()),
                words -> assertThat(words).isEqualTo("funnel 8888"));
      }
    }
    for (Node node : Node.values()) {
      if (node.manner() != Node.Manner.BROKEN) {
        var words =
            Script.in(State.of(node, Entries.OURS), new Spellings(443, 8888)).stream()
                .flatMap(line -> line.spellings().stream())
                .toList();
        assertThat(words).as(node.word()).contains(STATUS, ENTRIES);
      }
    }
  }

  @Test
  void entriesComeAndGo() throws Exception {
    FakeTailscale tailscale = tailscale().becomes(State.BARE);
    assertThat(entries(tailscale)).isEqualTo("{}\n");
    assertThat(ran(call(tailscale, ON)).exit()).isZero();
    assertThat(entries(tailscale)).contains("\"AllowFunnel\"");
    assertThat(ran(call(tailscale, OFF)).exit()).isZero();
    assertThat(entries(tailscale)).isEqualTo("{}\n");
    assertThat(ran(call(tailscale, OFF)).err()).contains("handler does not exist");
    assertThat(tailscale.changes()).containsExactly(ON, OFF, OFF);
  }

  @Test
  void foreignEntryIsReplacedWithoutAQuestion() throws Exception {
    FakeTailscale tailscale = tailscale().becomes(State.BARE.with(Entries.FOREIGN));
    assertThat(entries(tailscale)).contains("127.0.0.1:3000");
    assertThat(ran(call(tailscale, ON)).exit()).isZero();
    assertThat(entries(tailscale)).contains("127.0.0.1:8888").doesNotContain("3000");
  }

  @Test
  void offWithoutAPathTakesForeignMountsAlong() throws Exception {
    FakeTailscale tailscale = tailscale().becomes(State.BARE.with(Entries.MOUNT_BESIDE));
    call(tailscale, OFF);
    assertThat(entries(tailscale)).contains("/ollama");
    call(tailscale, "funnel --https=443 --yes off");
    assertThat(entries(tailscale)).isEqualTo("{}\n");
  }

  @Test
  void downAndUpKeepTheEntryAndLogoutDoesNot() throws Exception {
    FakeTailscale tailscale = tailscale();
    call(tailscale, "down");
    assertThat(ran(call(tailscale, ON)).err()).contains("Tailscale is stopped.");
    assertThat(ran(call(tailscale, "up")).exit()).isZero();
    assertThat(tailscale.state()).isEqualTo(State.FUNNELLED);
    call(tailscale, "logout");
    assertThat(entries(tailscale)).isEqualTo("{}\n");
  }

  @Test
  void entryIsHiddenAndKeptWhileTheControlServerIsAway() throws Exception {
    FakeTailscale tailscale = tailscale().becomes(State.NO_STATE);
    assertThat(entries(tailscale)).isEqualTo("{}\n");
    tailscale.becomes(tailscale.state().with(Node.RUNNING));
    assertThat(entries(tailscale)).contains("\"AllowFunnel\"");
  }

  @Test
  void renamedNodeLeavesHalfAnEntryBehind() throws Exception {
    FakeTailscale tailscale = tailscale().becomes(State.RENAMED);
    assertThat(ran(call(tailscale, OFF)).err()).contains("handler does not exist");
    call(tailscale, ON);
    assertThat(entries(tailscale)).contains(FakeTailscale.NAME, FakeTailscale.NEW_NAME);
    call(tailscale, OFF);
    assertThat(entries(tailscale)).contains(FakeTailscale.NAME).doesNotContain("TCP");
  }

  @Test
  void rightThatIsMissingDeceivesOrBlocks() throws Exception {
    State lacking = State.of(Node.FUNNEL_NOT_GRANTED, Entries.NONE);
    FakeTailscale tailscale = tailscale().becomes(lacking.with(ControlSays.NOWAIT));
    Result.Ran deceiving = ran(call(tailscale, ON));
    assertThat(deceiving.exit()).isZero();
    assertThat(deceiving.out()).contains("https://login.tailscale.com/");
    assertThat(entries(tailscale)).isEqualTo("{}\n");

    tailscale.becomes(lacking);
    assertThat(call(tailscale, Duration.ofMillis(200), ON)).isInstanceOf(Result.TimedOut.class);
  }

  @Test
  void frozenServiceBlocksWhateverIsAsked() throws Exception {
    FakeTailscale tailscale = tailscale().becomes(State.FROZEN);
    for (String words : List.of(STATUS, ENTRIES, "up", "whatever")) {
      assertThat(call(tailscale, Duration.ofMillis(100), words))
          .as(words)
          .isInstanceOf(Result.TimedOut.class);
    }
    assertThat(tailscale.unexpected()).isEmpty();
  }

  @Test
  void secondTryWinsTheRace() throws Exception {
    FakeTailscale tailscale = tailscale().becomes(State.of(Node.CONTENDED, Entries.NONE));
    assertThat(ran(call(tailscale, ON)).err()).contains("etag mismatch");
    assertThat(ran(call(tailscale, ON)).exit()).isZero();
    assertThat(tailscale.state()).isEqualTo(State.FUNNELLED);
  }

  @Test
  void appTakesItselfForTheApp() throws Exception {
    FakeTailscale tailscale = FakeTailscale.asApp(folder.resolve("Tailscale.app/Contents/MacOS"));
    assertThat(ran(call(tailscale, STATUS)).out()).startsWith("The Tailscale GUI failed to start");
    assertThat(tailscale.calls().getFirst().asCli()).isFalse();
    assertThat(tailscale.calls().getFirst().stdin()).isEqualTo("eof");
  }

  @Test
  void portsAndTheKeysDayAreThoseOfTheTest() throws Exception {
    FakeTailscale tailscale =
        tailscale().ports(8443, 12345).keyExpires(Instant.parse("2031-01-02T03:04:05.6Z"));
    assertThat(entries(tailscale))
        .contains("\"8443\": {", FakeTailscale.NAME + ":8443", "http://127.0.0.1:12345")
        .doesNotContain("443\": {\n      \"HTTP\"", "8888");
    assertThat(ran(call(tailscale, STATUS)).out())
        .contains("\"KeyExpiry\": \"2031-01-02T03:04:05Z\"", "ports=443,8443,10000");
    assertThat(ran(call(tailscale, "funnel --bg --https=8443 --yes 12345")).out())
        .contains("https://" + FakeTailscale.NAME + ":8443/");
    assertThat(tailscale.unexpected()).isEmpty();
  }

  @Test
  void callTakesItsTimeWhereTheTestWants() throws Exception {
    FakeTailscale tailscale = tailscale().becomes(State.NO_DAEMON).lasting(Duration.ofMillis(300));
    assertThat(call(tailscale, Duration.ofMillis(100), STATUS)).isInstanceOf(Result.TimedOut.class);
  }

  @Test
  void wordsThatNobodyRecordedFailLoudly() throws Exception {
    FakeTailscale tailscale = tailscale();
    assertThat(ran(call(tailscale, "funnel reset --all")).exit()).isEqualTo(97);
    assertThat(tailscale.unexpected()).containsExactly("running.ours.wait: funnel reset --all");
  }

  @Test
  void anotherProgramMayChangeTheMachine() throws Exception {
    FakeTailscale tailscale = tailscale().becomes(State.FROZEN);
    Path open = new Programs(folder).put("open", tailscale.shellBecoming(State.FUNNELLED));
    assertThat(tailscale.state()).isEqualTo(State.FROZEN);
    ran(Command.of(Duration.ofSeconds(20), open).run());
    assertThat(tailscale.state()).isEqualTo(State.FUNNELLED);
  }
}
