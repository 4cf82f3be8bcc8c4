package dev.homeport.fake.tailnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.fake.Programs;
import dev.homeport.fake.ScriptedServer;
import dev.homeport.fake.tailnet.FakeDns.Says;
import dev.homeport.fake.tailnet.FakePortal.Net;
import dev.homeport.host.Command;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("rude")
class TailnetTest {
  private static final String OK = "{\"status\":\"ok\"}";

  @TempDir Path folder = Path.of("");
  private final ScriptedServer here = new ScriptedServer().json("/health", OK);
  private Tailnet tailnet;

  /// In milliseconds: as long as a busy machine needs, but where silence is waited for.
  private int patience = 10_000;

  @BeforeEach
  void open() {
    tailnet = new Tailnet(FakeTailscale.in(new Programs(folder)), here.port());
  }

  @AfterEach
  void close() {
    tailnet.close();
    here.close();
    assertThat(tailnet.tailscale().unexpected()).isEmpty();
  }

  private String ask(int edge) throws IOException {
    return ask(edge, "GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  }

  /// As somebody outside asks who knows the address and the name.
  private String ask(int edge, String request) throws IOException {
    var address = tailnet.edges().get(edge).address();
    try (var plain = new Socket()) {
      plain.connect(address, 10_000);
      plain.setSoTimeout(patience);
      try (var secure =
          (SSLSocket)
              tailnet.trust().createSocket(plain, tailnet.name(), address.getPort(), true)) {
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
        secure.startHandshake();
        secure.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        var answer = new ArrayList<String>();
        byte[] piece = new byte[4096];
        int count = secure.getInputStream().read(piece);
        if (count > 0) {
          answer.add(new String(piece, 0, count, StandardCharsets.US_ASCII));
        }
        return String.join("", answer);
      }
    }
  }

  private void call(String words) throws InterruptedException {
    Command.of(Duration.ofSeconds(20), tailnet.tailscale().program(), words.split(" ", -1)).run();
  }

  @Test
  void publicRequestArrivesAsTheNodePassesItOn() throws Exception {
    assertThat(ask(0)).contains("200", OK);
    assertThat(ask(1)).contains("200", OK);
    assertThat(here.asked()).hasSize(2);
  }

  @Test
  void headsAreChangedAsTheNodeChangesThem() throws Exception {
    String head =
        new String(
            new RequestHead(
                    "GET / HTTP/1.1",
                    List.of(
                        "Host: evil.example",
                        "Tailscale-User-Login: me@example",
                        "Tailscale_user_login: twin",
                        "X-Forwarded-For: 10.0.0.1",
                        "Tailscale-Funnel-Request: no"))
                .asFunnelled("203.0.113.7"),
            StandardCharsets.US_ASCII);
    assertThat(head.lines().toList())
        .containsExactly(
            "GET / HTTP/1.1",
            "Host: evil.example",
            "Tailscale_user_login: twin",
            "X-Forwarded-Host: evil.example",
            "X-Forwarded-Proto: https",
            "X-Forwarded-For: 203.0.113.7",
            "Tailscale-Funnel-Request: ?1",
            "Accept-Encoding: gzip",
            "");
  }

  @Test
  void eachWayLooksToJavaAsItWasRecorded() {
    tailnet.ingress(new Way.Ends());
    assertThatThrownBy(() -> ask(0))
        .isInstanceOf(SSLHandshakeException.class)
        .hasMessageContaining("Remote host terminated the handshake");
    tailnet.ingress(new Way.Resets());
    assertThatThrownBy(() -> ask(0)).isInstanceOf(SocketException.class);
    tailnet.ingress(new Way.HasNoCertificate());
    assertThatThrownBy(() -> ask(0))
        .isInstanceOf(SSLException.class)
        .isNotInstanceOf(SSLHandshakeException.class)
        .hasMessageContaining("internal_error");
    tailnet.ingress(new Way.Silent());
    patience = 300;
    assertThatThrownBy(() -> ask(0)).isInstanceOf(SocketTimeoutException.class);
    patience = 10_000;
    tailnet.ingress(new Way.Untrusted());
    assertThatThrownBy(() -> ask(0)).hasMessageContaining("PKIX path building failed");
    tailnet.ingress(new Way.Expired());
    assertThatThrownBy(() -> ask(0)).isInstanceOf(SSLHandshakeException.class);
    tailnet.ingress(new Way.Refuses());
    assertThatThrownBy(() -> ask(0)).isInstanceOf(ConnectException.class);
  }

  @Test
  void somebodyElseAnswersAndAnswersAreCut() throws Exception {
    tailnet.ingress(Way.another("other"));
    assertThat(ask(0)).contains("200", "Homeport-Instance: other");
    tailnet.ingress(new Way.Cuts(20));
    assertThat(ask(0)).hasSize(20);
    tailnet.ingress(new Way.Slow(Duration.ofMillis(20)));
    assertThat(ask(0)).contains(OK);
  }

  @Test
  void nothingOnOurPortIsAnEmpty502() throws Exception {
    here.close();
    assertThat(ask(0)).startsWith("HTTP/1.1 502").contains("Content-Length: 0");
  }

  @Test
  void twoEdgesMayDiffer() throws Exception {
    tailnet.ingress(1, new Way.Ends());
    assertThat(ask(0)).contains(OK);
    assertThatThrownBy(() -> ask(1)).isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void wayInFollowsTheMachine() throws Exception {
    tailnet.becomes(State.BARE);
    assertThatThrownBy(() -> ask(0)).isInstanceOf(SSLHandshakeException.class);
    call("funnel --bg --yes --https=8443 " + here.port());
    assertThat(ask(0)).contains(OK);
    call("down");
    patience = 300;
    assertThatThrownBy(() -> ask(0)).isInstanceOf(SocketTimeoutException.class);
    patience = 10_000;
    call("up");
    assertThat(ask(0)).contains(OK);
    tailnet.becomes(State.RENAMED);
    assertThatThrownBy(() -> ask(0)).isInstanceOf(SSLHandshakeException.class);
    call("funnel --bg --yes --https=8443 " + here.port());
    assertThat(ask(0)).contains(OK);
  }

  @Test
  void deadWayInIsMendedByWhatTheTestSays() throws Exception {
    tailnet.ingressUntil(new Way.Ends(), "up");
    call("down");
    call("up");
    assertThat(ask(0)).contains(OK);
  }

  @Test
  void networkGoesAndComes() throws Exception {
    tailnet.offline();
    assertThatThrownBy(() -> ask(0)).isInstanceOf(ConnectException.class);
    assertThatThrownBy(
            () -> new Socket(InetAddress.getLoopbackAddress(), tailnet.portal().uri().getPort()))
        .isInstanceOf(ConnectException.class);
    tailnet.online();
    assertThat(ask(0)).contains(OK);
    assertThat(tailnet.tailscale().state()).isEqualTo(State.FUNNELLED);
  }

  @Test
  void portalAnswersAsTheNetworkIs() throws Exception {
    assertThat(portal()).startsWith("HTTP/1.1 204");
    tailnet.portal().becomes(Net.REDIRECTS);
    assertThat(portal()).startsWith("HTTP/1.1 302");
    tailnet.portal().becomes(Net.SHOWS_PAGE);
    assertThat(portal()).contains("200 OK", "<html>");
  }

  private String portal() throws IOException {
    try (var socket =
        new Socket(InetAddress.getLoopbackAddress(), tailnet.portal().uri().getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      byte[] answer = new byte[4096];
      int count = socket.getInputStream().read(answer);
      return new String(answer, 0, Math.max(0, count), StandardCharsets.US_ASCII);
    }
  }

  @Test
  void namesAreSaidAsTheTestWants() throws Exception {
    InetAddress tailscale = InetAddress.getByAddress(new byte[] {100, 64, 0, 1});
    FakeDns dns = tailnet.dns();
    assertThat(question(dns, FakeTailscale.NAME)[7]).as("answers").isEqualTo((byte) 2);
    dns.on("a.example", tailscale);
    assertThat(question(dns, "A.example")).endsWith(100, 64, 0, 1);
    assertThat(question(dns, "b.example")[3] & 0xf).as("no such name").isEqualTo(3);
    dns.on("c.example", new Says.TooLong(List.of(tailscale)));
    assertThat(question(dns, "c.example")[2] & 2).as("cut").isEqualTo(2);
    dns.on("d.example", new Says.Alias("e.example", List.of(tailscale)));
    assertThat(question(dns, "d.example")[7]).as("answers").isEqualTo((byte) 2);
    dns.on("f.example", new Says.Silence());
    assertThatThrownBy(() -> question(dns, "f.example")).isInstanceOf(SocketTimeoutException.class);
    assertThat(dns.asked()).startsWith(FakeTailscale.NAME + " A");
  }

  private static byte[] question(FakeDns dns, String name) throws IOException {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {1, 2, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0});
    for (String label : name.split("\\.", -1)) {
      bytes.write(label.length());
      bytes.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
    }
    bytes.writeBytes(new byte[] {0, 0, 1, 0, 1});
    try (var socket = new DatagramSocket()) {
      socket.setSoTimeout(name.startsWith("f.") ? 300 : 10_000);
      socket.send(new DatagramPacket(bytes.toByteArray(), bytes.size(), dns.socketAddress()));
      var answer = new DatagramPacket(new byte[1500], 1500);
      socket.receive(answer);
      return Arrays.copyOf(answer.getData(), answer.getLength());
    }
  }
}
