package dev.homeport.fake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A cable does to those at its ends what it says.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class CableTest {
  private static final int A_MOMENT_MILLIS = 100;

  private static Socket call(Cable cable) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), cable.port());
  }

  @Test
  void bytesPassBothWaysUntilItIsCutAndAgainWhenItIsMended() throws Exception {
    try (var server = RudeServer.playing(Fault.json("{}"));
        var cable = new Cable()) {
      cable.leadTo(server.port());
      try (var client = RawClient.to(cable.port())) {
        assertThat(client.get("/").read().text()).isEqualTo("{}");
        cable.cut();
        client.get("/");
        assertThat(server.next().line()).startsWith("GET");
        assertThat(server.hasHeard()).isFalse();
        cable.mend();
        assertThat(client.read().text()).isEqualTo("{}");
      }
    }
  }

  @Test
  void newConnectionOverACutCableIsTakenAndSilent() throws Exception {
    try (var server = RudeServer.playing(Fault.json("{}"));
        var cable = new Cable()) {
      cable.leadTo(server.port());
      cable.cut();
      try (Socket client = call(cable)) {
        client.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(UTF_8));
        client.setSoTimeout(A_MOMENT_MILLIS);
        assertThatThrownBy(() -> client.getInputStream().read())
            .isInstanceOf(SocketTimeoutException.class);
      }
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void slowPieceTakesItsTime() {
    try (var server = RudeServer.playing(Fault.json("{}"));
        var cable = new Cable()) {
      cable.leadTo(server.port());
      cable.slow(Duration.ofMillis(A_MOMENT_MILLIS));
      try (var client = RawClient.to(cable.port())) {
        long began = System.nanoTime();
        assertThat(client.get("/").read().text()).isEqualTo("{}");
        assertThat(System.nanoTime() - began).isGreaterThan(2 * A_MOMENT_MILLIS * 1_000_000L);
      }
    }
  }

  @Test
  void removedCableRefusesAndBreaksWhatRanOverIt() throws Exception {
    try (var server = RudeServer.playing(Fault.hangsInBody(), Fault.json("{}"));
        var cable = new Cable()) {
      cable.leadTo(server.port());
      try (var client = RawClient.to(cable.port())) {
        client.get("/");
        client.head();
        cable.remove();
        while (client.piece().isPresent()) {
          // Only its end counts.
        }
        assertThat(client.end()).isEqualTo(Received.End.RESET);
      }
      assertThat(server.next().departure().reset()).isTrue();
      assertThatThrownBy(() -> call(cable)).hasMessageContaining("refused");
      cable.mend();
      try (var client = RawClient.to(cable.port())) {
        assertThat(client.get("/").read().text()).isEqualTo("{}");
      }
    }
  }

  @Test
  void cableToNobodyResets() throws Exception {
    try (var cable = new Cable();
        Socket client = call(cable)) {
      assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
    }
  }
}
