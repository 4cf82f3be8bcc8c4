package dev.homeport.tunnel.outside.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.homeport.tunnel.outside.dns.Packets.Asked;
import dev.homeport.tunnel.outside.dns.Packets.Rr;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What packets say, and that none of them does any harm.
class DnsAnswerTest {
  private static final String NAME = "my-mac.tail1234.ts.net";
  private static final DnsQuestion QUESTION = new DnsQuestion(0xbeef, NAME, DnsQuestion.Kind.A);

  private static Asked asked() {
    byte[] packet = QUESTION.packet();
    return Asked.of(packet, packet.length);
  }

  private static DnsAnswer read(int flags, Rr... records) {
    return DnsAnswer.of(Packets.answer(asked(), flags, List.of(records)), QUESTION);
  }

  private static DnsAnswer known(String... addresses) {
    return new DnsAnswer.Known(Arrays.stream(addresses).map(InetAddress::ofLiteral).toList());
  }

  @Test
  void addressesOfTheNameAreKnown() {
    assertThat(read(0, Packets.address(NAME, "203.0.113.1"), Packets.address(NAME, "203.0.113.2")))
        .isEqualTo(known("203.0.113.1", "203.0.113.2"));
    assertThat(read(0, Packets.address(NAME, "2001:db8::1"))).isEqualTo(known());
    assertThat(read(0, Packets.address("other.example", "203.0.113.1"))).isEqualTo(known());
    assertThat(read(0)).isEqualTo(known());
  }

  @Test
  void nameIsFollowedToWhatItIsAnotherNameFor() {
    assertThat(
            read(
                0,
                Packets.alias(NAME, "edge.example"),
                Packets.alias("edge.example", "Edge-2.Example"),
                Packets.address("edge-2.example", "203.0.113.7"),
                Packets.address("edge.example", "203.0.113.9")))
        .isEqualTo(known("203.0.113.7"));
  }

  @Test
  void namesThatGoRoundAreNobodysAddress() {
    assertThat(read(0, Packets.alias(NAME, "b.example"), Packets.alias("b.example", NAME)))
        .isEqualTo(known());
    assertThat(read(0, Packets.alias(NAME, NAME))).isEqualTo(known());
  }

  @Test
  void whatTheServerRefusesIsTold() {
    assertThat(read(3)).isEqualTo(new DnsAnswer.NoSuchName());
    assertThat(read(2)).isEqualTo(new DnsAnswer.Refused(2));
    assertThat(read(5)).isEqualTo(new DnsAnswer.Refused(5));
    assertThat(read(0x0200, Packets.address(NAME, "203.0.113.1")))
        .isEqualTo(new DnsAnswer.Truncated());
  }

  @Test
  void answerToAnotherQuestionIsForeign() {
    byte[] right = Packets.answer(asked(), 0, List.of(Packets.address(NAME, "203.0.113.1")));
    for (DnsQuestion other :
        List.of(
            new DnsQuestion(0xbeee, NAME, DnsQuestion.Kind.A),
            new DnsQuestion(0xbeef, "my-mac.tail1235.ts.net", DnsQuestion.Kind.A),
            new DnsQuestion(0xbeef, NAME, DnsQuestion.Kind.AAAA))) {
      assertThat(DnsAnswer.of(right, other)).isEqualTo(new DnsAnswer.Foreign());
    }
    assertThat(DnsAnswer.of(QUESTION.packet(), QUESTION)).isEqualTo(new DnsAnswer.Foreign());
  }

  @Test
  void nameThatPointsAtItselfOrForwardIsForeign() {
    byte[] packet = Packets.answer(asked(), 0, List.of(Packets.address(NAME, "203.0.113.1")));
    int pointer = 12 + asked().question().length;
    for (int target : new int[] {pointer, pointer + 2, packet.length - 1, 0x3fff}) {
      packet[pointer] = (byte) (0xc0 | target >> 8);
      packet[pointer + 1] = (byte) target;
      assertThat(DnsAnswer.of(packet, QUESTION)).isEqualTo(new DnsAnswer.Foreign());
    }
  }

  @Test
  void packetThatIsCutAnywhereIsForeign() {
    byte[] whole = Packets.answer(asked(), 0, List.of(Packets.address(NAME, "203.0.113.1")));
    for (int length = 0; length < whole.length; length++) {
      assertThat(DnsAnswer.of(Arrays.copyOf(whole, length), QUESTION))
          .isEqualTo(new DnsAnswer.Foreign());
    }
  }

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  /// Random packets, and right ones with a few bytes changed, behind a head that is always right so
  /// that the rest is read.
  @ParameterizedTest
  @MethodSource("seeds")
  void noPacketThrowsOrTakesLong(long seed) {
    var random = new Random(seed);
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          for (int i = 0; i < 300; i++) {
            byte[] packet = random.nextBoolean() ? mutated(random) : made(random);
            assertThat(DnsAnswer.of(packet, QUESTION)).isNotNull();
          }
        });
  }

  private static byte[] mutated(Random random) {
    byte[] packet =
        Packets.answer(
            asked(),
            0,
            List.of(Packets.alias(NAME, "b.example"), Packets.address("b.example", "203.0.113.1")));
    for (int i = random.nextInt(6); i >= 0; i--) {
      packet[random.nextInt(packet.length)] = (byte) random.nextInt(256);
    }
    return packet;
  }

  private static byte[] made(Random random) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(Packets.answer(asked(), 0, List.of()));
    byte[] rest = new byte[random.nextInt(600)];
    for (int i = 0; i < rest.length; i++) {
      // Pointers, short labels and ends are what names are made of.
      rest[i] =
          switch (random.nextInt(4)) {
            case 0 -> (byte) (0xc0 | random.nextInt(4));
            case 1 -> (byte) random.nextInt(8);
            case 2 -> 0;
            default -> (byte) random.nextInt(256);
          };
    }
    out.writeBytes(rest);
    byte[] packet = out.toByteArray();
    packet[6] = (byte) random.nextInt(256);
    packet[7] = (byte) random.nextInt(256);
    return packet;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "a..b",
        "-.\u0000",
        "x.example.",
        "ümlaut.example",
        "a b",
      })
  void everyTextIsANameOrNone(String text) {
    DnsQuestion.nameOf(text)
        .ifPresent(
            name -> {
              byte[] packet = new DnsQuestion(1, name, DnsQuestion.Kind.AAAA).packet();
              assertThat(Asked.of(packet, packet.length).name()).isEqualTo(name);
            });
  }

  @Test
  void namesThatAreTooLongAreNone() {
    var labels = new ArrayList<String>();
    for (int i = 0; i < 200; i++) {
      labels.add("ab");
    }
    assertThat(DnsQuestion.nameOf("a".repeat(64) + ".example")).isEmpty();
    assertThat(DnsQuestion.nameOf(String.join(".", labels))).isEmpty();
    assertThat(DnsQuestion.nameOf("")).isEmpty();
    assertThat(DnsQuestion.nameOf("My-Mac.Tail1234.ts.NET.")).hasValue(NAME);
  }
}
