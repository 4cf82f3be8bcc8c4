package dev.homeport.upstream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.fake.ConnectProxy;
import dev.homeport.fake.FakeTicker;
import dev.homeport.fake.LeakCheck;
import dev.homeport.lifecycle.Threads;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Certificates of a bundle against a real TLS server (wire.md E.1): an authority that Java does
/// not know, and a server called localhost that it vouches for.
@Tag("rude")
@ExtendWith(LeakCheck.class)
@Timeout(120)
class TrustTest {
  private static final String PASSWORD = "changeit";

  @TempDir static Path keys;

  @TempDir Path folder;

  private final FakeTicker ticker = new FakeTicker();
  private SSLServerSocket server;
  private Thread serving;

  @BeforeAll
  static void makeAuthorities() throws Exception {
    keytool("-genkeypair", "-alias", "authority", "-dname", "CN=Test Root", "-ext", "bc:c");
    keytool(
        "-genkeypair",
        "-alias",
        "server",
        "-dname",
        "CN=x",
        "-signer",
        "authority",
        "-ext",
        "san=dns:localhost");
    keytool("-genkeypair", "-alias", "stranger", "-dname", "CN=Stranger", "-ext", "bc:c");
    export("authority", "-rfc", "authority.pem");
    export("authority", "-v", "authority.der");
    export("stranger", "-rfc", "stranger.pem");
  }

  private static void export(String alias, String form, String file) throws Exception {
    keytool("-exportcert", "-alias", alias, form, "-file", keys.resolve(file).toString());
  }

  private static void keytool(String... words) throws Exception {
    Path program = Path.of(System.getProperty("java.home"), "bin", "keytool");
    var command = new ArrayList<String>(List.of(program.toString()));
    command.addAll(List.of(words));
    command.addAll(
        List.of("-keystore", keys.resolve("keys.p12").toString(), "-storepass", PASSWORD));
    if (words[0].equals("-genkeypair")) {
      command.addAll(List.of("-keyalg", "EC", "-validity", "30"));
    }
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(keys.resolve("keytool.log").toFile())
            .start();
    assertThat(process.waitFor()).isZero();
  }

  @BeforeEach
  void serve() throws Exception {
    KeyStore store =
        KeyStore.getInstance(keys.resolve("keys.p12").toFile(), PASSWORD.toCharArray());
    store.deleteEntry("authority");
    store.deleteEntry("stranger");
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    server =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
    serving = Threads.virtual("tls server", this::accept);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
    serving.join();
  }

  /// One after the other, because a test asks once.
  private void accept() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        InputStream in = socket.getInputStream();
        for (int state = 0, next = in.read(); next >= 0 && state < 4; ) {
          state = next == "\r\n\r\n".charAt(state) ? state + 1 : 0;
          next = state < 4 ? in.read() : 0;
        }
        socket
            .getOutputStream()
            .write(
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                    .getBytes(US_ASCII));
      } catch (IOException _) {
        // Closed, or not trusted by its client.
      }
    }
  }

  private Reply asked(String host, @Nullable SSLSocketFactory trust) {
    URI base = URI.create("https://" + host + ":" + server.getLocalPort());
    var upstream = new HttpUpstream(base, host, ticker, trust, Duration.ofSeconds(5));
    try {
      Reply reply = upstream.attempt().ask(new Question("GET", "/", List.of(), null));
      if (reply instanceof Reply.Answered(Answer answer)) {
        answer.close();
      }
      return reply;
    } finally {
      upstream.stop();
    }
  }

  private static String why(Reply reply) {
    return reply instanceof Reply.Failed(var failure) ? failure.why() : "answered";
  }

  @Test
  void serverOfTheAuthorityInTheBundleIsTrusted() throws Exception {
    assertThat(why(asked("localhost", Trust.of(keys.resolve("authority.pem")))))
        .isEqualTo("answered");
    assertThat(why(asked("localhost", Trust.of(keys.resolve("authority.der")))))
        .isEqualTo("answered");
  }

  @Test
  void connectionIsSecuredWithinTheWayThroughAProxy() throws Exception {
    try (var proxy = ConnectProxy.leading(_ -> server.getLocalPort())) {
      URI base = URI.create("https://localhost:1");
      var way = new Passage.Way.Through("the proxy", "127.0.0.1", proxy.port());
      var patience = Duration.ofSeconds(5);
      for (String bundle : List.of("authority.pem", "stranger.pem")) {
        SSLSocketFactory trust = Trust.of(keys.resolve(bundle));
        var upstream = new HttpUpstream(base, "x", ticker, trust, patience, () -> way);
        Reply reply = upstream.attempt().ask(new Question("HEAD", "/", List.of(), null));
        if (reply instanceof Reply.Answered(Answer answer)) {
          answer.close();
        }
        assertThat(why(reply))
            .startsWith(bundle.startsWith("a") ? "answered" : "its certificate is not");
        upstream.stop();
      }
    }
  }

  @Test
  void bundleMayHoldSeveralCertificatesAndOtherText() throws Exception {
    Path bundle = folder.resolve("bundle.pem");
    Files.writeString(
        bundle,
        "# roots\n"
            + Files.readString(keys.resolve("stranger.pem"))
            + "\nsubject=x\n"
            + Files.readString(keys.resolve("authority.pem")).replace("\n", "\r\n"));
    assertThat(why(asked("localhost", Trust.of(bundle)))).isEqualTo("answered");
  }

  @Test
  void nobodyElseTrustsIt() throws Exception {
    Trust.of(keys.resolve("authority.pem"));
    assertThat(why(asked("localhost", null))).contains("its certificate is not accepted");
    assertThat(why(asked("localhost", Trust.of(keys.resolve("stranger.pem")))))
        .contains("its certificate is not accepted");
  }

  @Test
  void nameOfTheServerIsLookedAtAllTheSame() throws Exception {
    assertThat(why(asked("127.0.0.1", Trust.of(keys.resolve("authority.pem")))))
        .contains("its certificate is not accepted")
        .contains("127.0.0.1");
  }

  @Test
  void fileThatIsNoBundleIsNamedWithTheReason() throws Exception {
    Path missing = folder.resolve("missing.pem");
    assertThatThrownBy(() -> Trust.of(missing))
        .isInstanceOf(IOException.class)
        .hasMessage(missing + " does not exist");
    Path empty = Files.writeString(folder.resolve("empty.pem"), "");
    assertThatThrownBy(() -> Trust.of(empty))
        .hasMessageContaining(empty.toString())
        .hasMessageContaining("holds no certificate");
    Path broken =
        Files.writeString(
            folder.resolve("broken.pem"),
            Files.readString(keys.resolve("authority.pem"))
                + "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    assertThatThrownBy(() -> Trust.of(broken))
        .hasMessageStartingWith("certificate 2 of " + broken + " is broken: ");
    assertThatThrownBy(() -> Trust.of(Objects.requireNonNull(folder)))
        .hasMessageContaining("cannot be read");
  }
}
