package dev.homeport.tunnel.tailscale.reading;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.sight.Notice;
import dev.homeport.tunnel.tailscale.RealCall;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final String SELF =
      "'Self':{'DNSName':'m.example.','Online':true,'CapMap':{'https':null,'funnel':null,"
          + "'https://tailscale.com/cap/funnel-ports?ports=443,8000-9000':null}";

  private static final Entry OURS = new Entry("my-mac.tail1234.ts.net", 443, 8888);

  private static final List<String> PIECES =
      List.of(
          "null",
          "{}",
          "[]",
          "\"\"",
          "-1",
          "1e999999999",
          "true",
          "[[[[",
          "\"\\ud800\"",
          "}",
          "{",
          ",",
          "\"443\":",
          "99999999999999",
          "\"a b\"",
          "\u0000",
          "é",
          "\"http://[::\"");

  private static Node read(String json) {
    return Node.read(json.replace('\'', '"')).orElseThrow();
  }

  private static @Nullable Cause cause(String json) {
    Finding trouble = NodeTrouble.tailnet(read(json), NOW, false);
    return trouble == null ? null : trouble.cause();
  }

  @Test
  void onlyTheStateMustBeThere() {
    assertThat(Node.read("{}")).isEmpty();
    assertThat(Node.read("")).isEmpty();
    assertThat(Node.read("[]")).isEmpty();
    assertThat(Node.read("The Tailscale GUI failed to start: error 3")).isEmpty();
    Node node = read("{'BackendState':'Running','Self':null,'Health':null}");
    assertThat(node.name()).isNull();
    assertThat(node.health()).isEmpty();
    assertThat(node.grants()).isNull();
    assertThat(NodeTrouble.grants(node, 443)).isNull();
  }

  @Test
  void unknownStateIsWaitedForAndNamed() {
    Finding trouble = NodeTrouble.tailnet(read("{'BackendState':'Hibernating'}"), NOW, false);

    assertThat(requireNonNull(trouble).cause()).isEqualTo(Cause.STARTING);
    assertThat(trouble.what()).contains("\"Hibernating\"");
  }

  @Test
  void otherUsersServiceIsToldApart() {
    assertThat(cause("{'BackendState':'InUseOtherUser'}")).isEqualTo(Cause.OTHER_USER);
  }

  @Test
  void stoppedMayBeOursToMend() {
    Node stopped = read("{'BackendState':'Stopped'}");

    assertThat(NodeTrouble.tailnet(stopped, NOW, true))
        .isNotNull()
        .satisfies(trouble -> assertThat(trouble.cause()).isEqualTo(Cause.LEFT_DOWN));
    assertThat(cause("{'BackendState':'Stopped'}")).isEqualTo(Cause.STOPPED);
  }

  @ParameterizedTest
  @CsvSource({
    "1.102.0-t1, BAD_VERSION",
    "1.102.1-t3fb8edada, BAD_VERSION",
    "1.102.1, BAD_VERSION",
    "1.102.2-t1,",
    "1.102.10-t1,",
    "'',",
  })
  void knownBadServiceIsNamedWhateverItSays(String version, @Nullable Cause expected) {
    assertThat(cause("{'BackendState':'Running','Version':'" + version + "'," + SELF + "}}"))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-24T11:59:59Z, true",
    "2026-11-24T12:00:00Z, true",
    "2026-11-24T12:00:01Z, false",
    "0001-01-01T00:00:00Z, false",
    "soon, false",
  })
  void keyIsComparedWithTheClock(String expiry, boolean ended) {
    String json = "{'BackendState':'Running'," + SELF + ",'KeyExpiry':'" + expiry + "'}}";

    assertThat(cause(json)).isEqualTo(ended ? Cause.KEY_EXPIRED : null);
  }

  @ParameterizedTest
  @CsvSource({
    "443,",
    "8443,",
    "10000, PORT_NOT_GRANTED",
    "444, PORT_NOT_GRANTED",
    "8500, PORT_NOT_GRANTED",
  })
  void portMustBePublicAndGranted(int port, @Nullable Cause expected) {
    Finding trouble = NodeTrouble.grants(read("{'BackendState':'Running'," + SELF + "}}"), port);

    assertThat(trouble == null ? null : trouble.cause()).isEqualTo(expected);
  }

  /// `tailscale` takes any port that the tailnet grants, and the ingress serves three.
  @ParameterizedTest
  @ValueSource(strings = {SELF + "}}", "'Self':{'DNSName':'m.example.'}}"})
  void portThatNoIngressServesIsRefusedWhateverIsGranted(String rest) {
    assertThat(NodeTrouble.grants(read("{'BackendState':'Running'," + rest), 8500))
        .extracting(Finding::next)
        .isEqualTo("set daemon.tunnel.public-port to 443, 8443 or 10000");
  }

  @ParameterizedTest
  @CsvSource({
    "15, ",
    "14, tailscale-key-14",
    "8, tailscale-key-14",
    "7, tailscale-key-7",
    "2, tailscale-key-7",
    "1, tailscale-key-1",
    "0, "
  })
  void keyIsWarnedOfInTime(int days, @Nullable String topic) {
    Instant expiry = NOW.plus(Duration.ofDays(days));
    Node node = read("{'BackendState':'Running'," + SELF + ",'KeyExpiry':'" + expiry + "'}}");

    assertThat(KeyLife.notice(node, NOW).map(Notice::topic).orElse(null)).isEqualTo(topic);
  }

  @Test
  void nameThatCouldBeNoAddressIsNone() {
    assertThat(read("{'BackendState':'Running','Self':{'DNSName':'a b/../c.'}}").name()).isNull();
    assertThat(read("{'BackendState':'Running','Self':{'DNSName':'.'}}").name()).isNull();
    assertThat(read("{'BackendState':'Running','Self':{'DNSName':'Mac.Ts.Net.'}}").name())
        .isEqualTo("mac.ts.net");
  }

  @Test
  void olderVersionsListTheirCapabilities() {
    Node node =
        read("{'BackendState':'Running','Self':{'DNSName':'m.','Capabilities':['funnel']}}");

    assertThat(node.grants()).isEqualTo(new Grants(false, true, List.of()));
  }

  static LongStream seeds() {
    return LongStream.range(0, 40);
  }

  /// Whatever is broken, bent or missing in it: it is read or it is not, and nothing is thrown.
  @ParameterizedTest
  @MethodSource("seeds")
  void anythingMayCome(long seed) {
    var random = new Random(seed);
    List<String> texts = new ArrayList<>();
    for (RealCall call : Recordings.JSON) {
      texts.add(call.out());
    }
    for (int i = 0; i < 100; i++) {
      String bent = bend(texts.get(random.nextInt(texts.size())), random);
      Node.read(bent)
          .ifPresent(
              node -> {
                NodeTrouble.tailnet(node, NOW, random.nextBoolean());
                NodeTrouble.grants(node, 443);
                KeyLife.notice(node, NOW);
                if (node.name() != null) {
                  assertThat(new Entry(node.name(), 8443, 8888).url().getHost()).isNotBlank();
                }
              });
      Published.read(bent)
          .ifPresent(
              published -> {
                OURS.in(published, (_, _) -> random.nextBoolean()).trouble();
                OURS.leftOvers(published, (_, _) -> true);
              });
    }
  }

  /// Read once for all seeds.
  private static final class Recordings {
    static final List<RealCall> JSON =
        RealCall.all().stream().filter(call -> call.out().startsWith("{")).toList();
  }

  private static String bend(String text, Random random) {
    var bent = new StringBuilder(text);
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes && !bent.isEmpty(); i++) {
      int at = random.nextInt(bent.length());
      int end = Math.min(bent.length(), at + random.nextInt(12));
      switch (random.nextInt(5)) {
        case 0 -> bent.setLength(at);
        case 1 -> bent.delete(at, end);
        case 2 -> bent.insert(at, PIECES.get(random.nextInt(PIECES.size())));
        case 3 -> value(bent, random);
        default -> bent.setCharAt(at, (char) (' ' + random.nextInt(95)));
      }
    }
    return bent.toString();
  }

  /// Puts another value in the place of one, so that the whole stays JSON.
  private static void value(StringBuilder bent, Random random) {
    int colon = bent.indexOf("\": ", random.nextInt(bent.length()));
    if (colon >= 0 && colon + 3 < bent.length()) {
      int from = colon + 3;
      int to = from;
      while (to < bent.length() && bent.charAt(to) != ',' && bent.charAt(to) != '\n') {
        to++;
      }
      if (bent.charAt(from) != '{' && bent.charAt(from) != '[') {
        bent.replace(from, to, PIECES.get(random.nextInt(7)));
      }
    }
  }
}
