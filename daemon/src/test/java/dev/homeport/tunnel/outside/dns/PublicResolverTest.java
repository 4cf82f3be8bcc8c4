package dev.homeport.tunnel.outside.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.LeakCheck;
import dev.homeport.host.Platform;
import dev.homeport.lifecycle.Threads;
import dev.homeport.time.Ticker;
import dev.homeport.tunnel.outside.dns.Packets.Asked;
import dev.homeport.tunnel.outside.dns.Packets.Rr;
import dev.homeport.tunnel.outside.dns.Resolver.Found;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Rude: names asked of servers over real datagrams.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class PublicResolverTest {
  private static final String NAME = "my-mac.tail1234.ts.net";
  private static final Duration SHORT = Duration.ofMillis(90);
  private static final Duration LONG = Duration.ofSeconds(5);

  private final List<Server> servers = new ArrayList<>();

  /// What a server sends back, packet by packet.
  interface Says {
    List<byte[]> to(Asked asked);
  }

  /// A name server at a port of this machine, over datagrams and, where something is said there,
  /// over connections.
  private static final class Server implements AutoCloseable {
    private final ServerSocket connections;
    private final DatagramSocket datagrams;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Semaphore questions = new Semaphore(0);
    private final List<Thread> threads = new ArrayList<>();

    Server(Says says, Says whole) {
      try {
        connections = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"));
        datagrams =
            new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      threads.add(Threads.virtual("dns over datagrams", () -> datagrams(says)));
      threads.add(Threads.virtual("dns over connections", () -> connections(whole)));
    }

    int port() {
      return connections.getLocalPort();
    }

    private void datagrams(Says says) {
      try {
        while (true) {
          var packet = new DatagramPacket(new byte[512], 512);
          datagrams.receive(packet);
          Asked question = Asked.of(packet.getData(), packet.getLength());
          asked.add(question);
          questions.release();
          for (byte[] each : says.to(question)) {
            datagrams.send(new DatagramPacket(each, each.length, packet.getSocketAddress()));
          }
        }
      } catch (IOException e) {
        // It was closed.
      }
    }

    private void connections(Says says) {
      try {
        while (true) {
          try (Socket socket = connections.accept()) {
            var in = new DataInputStream(socket.getInputStream());
            byte[] bytes = new byte[in.readUnsignedShort()];
            in.readFully(bytes);
            for (byte[] each : says.to(Asked.of(bytes, bytes.length))) {
              byte[] framed =
                  ByteBuffer.allocate(each.length + 2)
                      .putShort((short) each.length)
                      .put(each)
                      .array();
              socket.getOutputStream().write(framed);
            }
          }
        }
      } catch (IOException e) {
        // It was closed.
      }
    }

    @Override
    public void close() {
      try {
        datagrams.close();
        connections.close();
        for (Thread each : threads) {
          each.join(2000);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @AfterEach
  void stop() {
    servers.forEach(Server::close);
  }

  private Server server(Says says, Says whole) {
    var server = new Server(says, whole);
    servers.add(server);
    return server;
  }

  private Server server(Says says) {
    return server(says, _ -> List.of());
  }

  private static Found find(Duration limit, Server... asked) throws InterruptedException {
    List<InetSocketAddress> all =
        List.of(asked).stream()
            .map(each -> new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), each.port()))
            .toList();
    return new PublicResolver(() -> all, limit, Ticker.system()).find(NAME);
  }

  private Found find(Says says) throws InterruptedException {
    return find(LONG, server(says));
  }

  private static List<byte[]> records(Asked asked, Rr... records) {
    var fitting = new ArrayList<Rr>();
    for (Rr each : records) {
      if (each.type() == asked.type() || each.type() == 5) {
        fitting.add(each);
      }
    }
    return List.of(Packets.answer(asked, 0, fitting));
  }

  private static List<byte[]> right(Asked asked) {
    return records(asked, Packets.address(NAME, "203.0.113.1"));
  }

  private static List<byte[]> flags(Asked asked, int flags) {
    return List.of(Packets.answer(asked, flags, List.of()));
  }

  private static List<String> addresses(Found found) {
    return found instanceof Found.Addresses(List<InetAddress> addresses, _)
        ? addresses.stream().map(InetAddress::getHostAddress).toList()
        : List.of(found.toString());
  }

  private static String unsaid(Found found) {
    assertThat(found).isInstanceOf(Found.Unsaid.class);
    return found.toString();
  }

  @Test
  void bothKindsOfAddressesAreFound() throws Exception {
    assertThat(
            addresses(
                find(
                    asked ->
                        records(
                            asked,
                            Packets.address(NAME, "203.0.113.1"),
                            Packets.address(NAME, "203.0.113.2"),
                            Packets.address(NAME, "2001:db8::1")))))
        .containsExactly("203.0.113.1", "203.0.113.2", "2001:db8:0:0:0:0:0:1");
  }

  @Test
  void oneKindIsEnough() throws Exception {
    assertThat(addresses(find(asked -> records(asked, Packets.address(NAME, "2001:db8::1")))))
        .containsExactly("2001:db8:0:0:0:0:0:1");
  }

  @Test
  void aliasIsFollowed() throws Exception {
    assertThat(
            addresses(
                find(
                    asked ->
                        records(
                            asked,
                            Packets.alias(NAME, "edge.example"),
                            Packets.address("edge.example", "203.0.113.3")))))
        .containsExactly("203.0.113.3");
  }

  @Test
  void addressesInsideTheTailnetAreThrownAway() throws Exception {
    assertThat(
            addresses(
                find(
                    asked ->
                        records(
                            asked,
                            Packets.address(NAME, "100.64.0.0"),
                            Packets.address(NAME, "100.127.255.255"),
                            Packets.address(NAME, "100.63.255.255"),
                            Packets.address(NAME, "100.128.0.0"),
                            Packets.address(NAME, "fd7a:115c:a1e0::1"),
                            Packets.address(NAME, "fd7a:115c:a1e1::1")))))
        .containsExactly("100.63.255.255", "100.128.0.0", "fd7a:115c:a1e1:0:0:0:0:1");
  }

  @Test
  void whoAnswersFromInsideTheTailnetAloneIsNotBelieved() throws Exception {
    Says inside = asked -> records(asked, Packets.address(NAME, "100.101.102.103"));
    assertThat(unsaid(find(inside)))
        .contains("127.0.0.1 belongs to the tailnet", "100.101.102.103", "daemon.tunnel.resolver");
    assertThat(addresses(find(LONG, server(inside), server(PublicResolverTest::right))))
        .containsExactly("203.0.113.1");
  }

  @Test
  void nameThatDoesNotExistIsNowhere() throws Exception {
    assertThat(find(asked -> flags(asked, 3)))
        .isEqualTo(new Found.Nowhere(NAME + " does not exist, says 127.0.0.1"));
    assertThat(find(asked -> flags(asked, 0)))
        .isEqualTo(new Found.Nowhere(NAME + " has no address, says 127.0.0.1"));
  }

  @Test
  void nextServerIsAskedWhereOneCannotSay() throws Exception {
    Server broken = server(asked -> flags(asked, 2));
    Server right = server(PublicResolverTest::right);
    assertThat(addresses(find(LONG, broken, right))).containsExactly("203.0.113.1");
    assertThat(broken.asked).hasSize(2);
    assertThat(unsaid(find(LONG, broken))).contains("refuses to answer (code 2)");
  }

  @Test
  void silentServerIsAskedTwiceAndNotWaitedFor() throws Exception {
    Server silent = server(_ -> List.of());
    long began = System.nanoTime();
    assertThat(unsaid(find(SHORT, silent))).contains("127.0.0.1 does not answer");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
    assertThat(silent.questions.tryAcquire(4, 5, TimeUnit.SECONDS)).isTrue();
    assertThat(silent.asked).hasSize(4);
    assertThat(addresses(find(SHORT.multipliedBy(4), silent, server(PublicResolverTest::right))))
        .containsExactly("203.0.113.1");
  }

  @Test
  void closedPortIsToldAtOnce() throws Exception {
    Server gone = server(_ -> List.of());
    gone.close();
    assertThat(unsaid(find(LONG, gone))).contains("is closed");
  }

  @Test
  void questionsHaveNumbersOfTheirOwn() throws Exception {
    Server server = server(PublicResolverTest::right);
    for (int i = 0; i < 5; i++) {
      Found _ = find(LONG, server);
    }
    assertThat(server.asked.stream().map(Asked::id).distinct().count()).isGreaterThan(7);
  }

  @Test
  void packetsOfOthersAndNonsenseAreNotHeard() throws Exception {
    assertThat(
            addresses(
                find(
                    asked -> {
                      byte[] forged =
                          Packets.answer(
                              new Asked(
                                  asked.id() ^ 1, asked.name(), asked.type(), asked.question()),
                              0,
                              List.of(Packets.address(NAME, "198.51.100.66")));
                      byte[] other =
                          new DnsQuestion(asked.id(), "other.example", DnsQuestion.Kind.A).packet();
                      Asked elsewhere = Asked.of(other, other.length);
                      return List.of(
                          new byte[0],
                          new byte[] {1, 2, 3},
                          forged,
                          Packets.answer(
                              elsewhere,
                              0,
                              List.of(Packets.address("other.example", "198.51.100.67"))),
                          right(asked).getFirst());
                    })))
        .containsExactly("203.0.113.1");
  }

  @Test
  void endlessNonsenseHasAnEnd() throws Exception {
    byte[] nonsense = {1, 2, 3};
    assertThat(unsaid(find(_ -> java.util.Collections.nCopies(100, nonsense))))
        .contains("nonsense");
  }

  @Test
  void truncatedAnswerIsAskedForOverAConnection() throws Exception {
    Says truncated = asked -> flags(asked, 0x0200);
    assertThat(addresses(find(LONG, server(truncated, PublicResolverTest::right))))
        .containsExactly("203.0.113.1");
    assertThat(unsaid(find(LONG, server(truncated)))).contains("no whole answer");
  }

  @Test
  void settingNamesWhoIsAsked() throws Exception {
    Server server = server(PublicResolverTest::right);
    Platform here = Platform.of(Map.of(), "Linux", "/home/ann", "ann");
    Resolver named =
        PublicResolver.of("127.0.0.1:" + server.port(), here, Ticker.system()).orElseThrow();
    assertThat(addresses(named.find(NAME))).containsExactly("203.0.113.1");
    assertThat(PublicResolver.of("system", here, Ticker.system())).isPresent();
    assertThat(PublicResolver.of("one.one.one.one", here, Ticker.system())).isEmpty();
  }

  @Test
  void machineThatNamesNobodySaysSo() throws Exception {
    assertThat(unsaid(find(LONG))).contains("no name server but MagicDNS");
  }
}
