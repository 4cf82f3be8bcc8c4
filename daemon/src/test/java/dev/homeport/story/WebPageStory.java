package dev.homeport.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.LittleOllama;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a web page can make a browser ask, with keys and without.
@Tag("story")
class WebPageStory {
  private static final String LISTED = "https://chat.example.com";
  private static final String FOREIGN = "Origin: https://evil.example\r\n";

  @TempDir static Path folder = Path.of("");

  private static @Nullable RudeServer ollama;
  private static @Nullable Daemon keyed;
  private static @Nullable Daemon open;

  @BeforeAll
  static void start() {
    ollama = LittleOllama.brisk();
    String cors = "daemon.cors=" + LISTED;
    keyed = Daemon.start(new Machine(folder.resolve("keyed")), ollama.uri(), "--set", cors);
    open =
        Daemon.start(
            new Machine(folder.resolve("open")),
            ollama.uri(),
            "--set",
            cors,
            "--set",
            "daemon.auth=none");
  }

  @AfterAll
  static void stop() {
    keyed().close();
    open().close();
    Objects.requireNonNull(ollama).close();
  }

  private static Daemon keyed() {
    return Objects.requireNonNull(keyed);
  }

  private static Daemon open() {
    return Objects.requireNonNull(open);
  }

  @Test
  void preflightOfAListedOriginNeedsNoKey() {
    Received answer =
        keyed()
            .send(
                "OPTIONS",
                "/v1/chat/completions HTTP/1.1¶Host: localhost¶Origin: "
                    + LISTED
                    + "¶Access-Control-Request-Method: POST"
                    + "¶Access-Control-Request-Headers: authorization, content-type",
                "");
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.header("Access-Control-Allow-Origin")).hasValue(LISTED);
    assertThat(answer.header("Access-Control-Allow-Headers"))
        .hasValue("authorization, content-type");
    assertThat(answer.header("Access-Control-Allow-Methods").orElse("")).contains("POST");
    assertThat(answer.header("Vary")).hasValue("Origin");
  }

  @Test
  void listedOriginMayReadTheAnswerAndTheRefusal() {
    String page = "Origin: " + LISTED + "\r\n";
    Received answer = keyed().get("/api/tags", keyed().key(), page);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Access-Control-Allow-Origin")).hasValue(LISTED);
    Received refused = keyed().get("/api/tags", page);
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.header("Access-Control-Allow-Origin")).hasValue(LISTED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "null",
        "http://localhost:3000",
        "http://127.0.0.1",
        LISTED + ".evil.example",
        LISTED + ":8443",
        "http://chat.example.com",
        "file://"
      })
  void foreignOriginIsRefusedWithAndWithoutKeys(String origin) {
    String page = "Origin: " + origin + "\r\n";
    for (Received answer :
        new Received[] {
          keyed().get("/api/tags", keyed().key(), page),
          open().get("/api/tags", page),
          open().post("/api/chat", LittleOllama.CHAT, page)
        }) {
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
      assertThat(answer.text()).doesNotContain("m:latest");
    }
  }

  @Test
  void simpleRequestOfAPageNeverReachesOllama() {
    // What a form or a fetch without CORS may send unasked.
    Received answer =
        open()
            .send(
                "POST",
                "/api/chat HTTP/1.1¶Host: 127.0.0.1¶Origin: https://evil.example"
                    + "¶Content-Type: text/plain",
                LittleOllama.CHAT);
    assertThat(answer.status()).isEqualTo(403);
    assertThat(open().post("/api/chat", LittleOllama.CHAT, "Origin: null\r\n").status())
        .isEqualTo(403);
  }

  @Test
  void healthTellsAForeignPageNothing() {
    assertThat(keyed().get("/health", FOREIGN).status()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    "evil.example, 403",
    "evil.example:8888, 403",
    "localhost.evil.example, 403",
    "127.0.0.1.evil.example, 403",
    "ts.net.evil.example, 403",
    "localhost, 200",
    "LOCALHOST:8888, 200",
    "127.0.0.1:8888, 200",
    "[::1]:8888, 200",
    "100.64.0.3, 200",
    "my-mac.local:8888, 200",
    "my-mac.tail1234.ts.net, 200",
    "chat.example.com, 200",
  })
  void nameThatAnybodyCanPointHereIsRefusedWithoutKeys(String host, int status) {
    String request = "/api/tags HTTP/1.1¶Host: " + host;
    assertThat(open().send("GET", request, "").status()).isEqualTo(status);
    assertThat(open().send("GET", "/metrics HTTP/1.1¶Host: " + host, "").status())
        .isEqualTo(status);
    // With keys a name opens nothing, and a proxy may have any.
    assertThat(keyed().send("GET", request, "").status()).isEqualTo(401);
    assertThat(keyed().send("GET", request + "¶" + keyed().key().strip(), "").status())
        .isEqualTo(200);
  }
}
