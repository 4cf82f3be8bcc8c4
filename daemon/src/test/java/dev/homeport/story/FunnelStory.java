package dev.homeport.story;

import static dev.homeport.story.Daemon.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.LittleOllama;
import dev.homeport.fake.RawClient;
import dev.homeport.fake.Received;
import dev.homeport.fake.RudeServer;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Strangers whom tailscaled brings, with the headers that it was recorded to send.
@Tag("story")
class FunnelStory {
  /// The heads of tailscaled 1.98, but for the first line; `¶` ends a line.
  enum Brought {
    FUNNEL(
        """
        Host: my-mac.tail1234.ts.net¶User-Agent: probe/1¶Accept: */*¶Tailscale-Funnel-Request: ?1\
        ¶X-Forwarded-For: 203.0.113.7¶X-Forwarded-Host: my-mac.tail1234.ts.net\
        ¶X-Forwarded-Proto: https¶Accept-Encoding: gzip"""),
    FUNNEL_8443(
        """
        Host: my-mac.tail1234.ts.net:8443¶User-Agent: curl/7.88.1¶Accept: */*\
        ¶Tailscale-Funnel-Request: ?1¶X-Forwarded-For: 203.0.113.7\
        ¶X-Forwarded-Host: my-mac.tail1234.ts.net:8443¶X-Forwarded-Proto: https\
        ¶Accept-Encoding: gzip"""),
    NO_USER_AGENT(
        """
        Host: my-mac.tail1234.ts.net¶Tailscale-Funnel-Request: ?1¶X-Forwarded-For: 203.0.113.7\
        ¶X-Forwarded-Host: my-mac.tail1234.ts.net¶X-Forwarded-Proto: https¶Accept-Encoding: gzip"""),
    /// What is left of a stranger's forged headers.
    FORGED(
        """
        Host: my-mac.tail1234.ts.net¶Accept-Encoding: br¶Cookie: a=b¶Tailscale-Funnel-Request: ?1\
        ¶Tailscale-Other: kept¶Tailscale_user_login: underscore¶Te: trailers¶Via: 1.1 mine\
        ¶X-Forwarded-For: 203.0.113.7¶X-Forwarded-Host: my-mac.tail1234.ts.net\
        ¶X-Forwarded-Proto: https¶X-Hop: gone¶X-Real-Ip: 6.6.6.6¶X-Stay: here"""),
    /// Somebody of the tailnet, who has a name but no key.
    TAILNET(
        """
        Host: my-mac.tail1234.ts.net¶User-Agent: curl/7.88.1¶Accept: */*\
        ¶Tailscale-Headers-Info: https://tailscale.com/s/serve-headers\
        ¶Tailscale-User-Login: user-123@fake-control.example.net¶Tailscale-User-Name: User 123\
        ¶X-Forwarded-For: 100.64.0.3¶X-Forwarded-Host: my-mac.tail1234.ts.net\
        ¶X-Forwarded-Proto: https¶Accept-Encoding: gzip"""),
    TAGGED(
        """
        Host: my-mac.tail1234.ts.net¶User-Agent: curl/7.88.1¶Accept: */*\
        ¶X-Forwarded-For: 100.64.0.3¶X-Forwarded-Host: my-mac.tail1234.ts.net\
        ¶X-Forwarded-Proto: https¶Accept-Encoding: gzip""");

    private final String head;

    Brought(String head) {
      this.head = head;
    }

    /// A request with this head and no body.
    String get(String path, String... more) {
      return "GET "
          + path
          + " HTTP/1.1\r\n"
          + head.replace("¶", "\r\n")
          + "\r\n"
          + String.join("", more)
          + "\r\n";
    }
  }

  @TempDir static Path folder = Path.of("");

  private static @Nullable RudeServer ollama;
  private static @Nullable Daemon running;

  @BeforeAll
  static void start() {
    ollama = LittleOllama.brisk();
    running = Daemon.start(new Machine(folder), ollama.uri());
  }

  @AfterAll
  static void stop() {
    daemon().close();
    Objects.requireNonNull(ollama).close();
  }

  private static Daemon daemon() {
    return Objects.requireNonNull(running);
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsLaxerForAStranger(Brought stranger) {
    try (var client = daemon().client()) {
      for (String path :
          new String[] {"/", "/api/tags", "/api/version", "/v1/models", "/metrics"}) {
        assertThat(client.send(stranger.get(path)).read().status()).as(path).isEqualTo(401);
      }
      assertThat(client.send(stranger.get("/admin")).read().status()).isEqualTo(404);
      assertThat(client.send(stranger.get("/health?verbose")).read().text())
          .isEqualTo("{\"status\":\"healthy\"}");
      assertThat(client.send(stranger.get("/api/tags", daemon().key())).read().text())
          .contains("m:latest");
    }
  }

  @Test
  void keyOfOneStrangerIsNotRememberedForTheNextOnTheSameConnection() {
    try (var client = daemon().client()) {
      String own = daemon().key();
      for (int i = 0; i < 3; i++) {
        assertThat(status(client, Brought.FUNNEL.get("/api/tags", own))).isEqualTo(200);
        assertThat(status(client, Brought.FUNNEL.get("/api/tags"))).isEqualTo(401);
        assertThat(status(client, Brought.FORGED.get("/api/tags", bearer("wrong" + i))))
            .isEqualTo(401);
        Received details = client.send(Brought.FUNNEL.get("/health", own)).read();
        assertThat(details.text()).contains("\"instance\"");
        assertThat(client.send(Brought.FUNNEL.get("/health")).read().text())
            .doesNotContain("instance");
      }
      client.send(Brought.FUNNEL.get("/api/tags", own) + Brought.TAGGED.get("/api/tags"));
      assertThat(client.read().status()).isEqualTo(200);
      assertThat(client.read().status()).isEqualTo(401);
    }
  }

  private static int status(RawClient client, String request) {
    return client.send(request).read().status();
  }

  @Test
  void guesserIsSlowedDownAndNobodyElse() {
    String address = "X-Forwarded-For: 203.0.113.7";
    try (var client = daemon().client()) {
      Received last = client.send(guess(0, address, "198.51.100.1")).read();
      for (int i = 1; last.status() == 401 && i < 1000; i++) {
        last = client.send(guess(i, address, "198.51.100.1")).read();
      }
      assertThat(last.status()).isEqualTo(429);
      assertThat(last.header("Retry-After")).isPresent();
      assertThat(status(client, guess(0, address, "198.51.100.2"))).isEqualTo(401);
      String right =
          Brought.FUNNEL
              .get("/api/tags", daemon().key())
              .replace(address, "X-Forwarded-For: 198.51.100.1");
      assertThat(status(client, right)).isEqualTo(200);
      assertThat(daemon().program.complains("wrong keys tried"))
          .contains("198.51.100.1")
          .doesNotContain("guess-");
    }
  }

  private static String guess(int number, String address, String guesser) {
    return Brought.FUNNEL
        .get("/api/tags", bearer("guess-" + number))
        .replace(address, "X-Forwarded-For: " + guesser);
  }
}
