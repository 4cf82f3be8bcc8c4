package dev.homeport.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Backend;
import dev.homeport.fake.FrontRig;
import dev.homeport.fake.LeakCheck;
import dev.homeport.fake.RawClient;
import dev.homeport.fake.Received;
import dev.homeport.fake.RouterRig;
import java.net.URI;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Rude: the nonce that `/health` repeats, and the page on which a router tells how its homes look.
@Tag("rude")
@ExtendWith(LeakCheck.class)
class NonceTest {
  private static final URI NOBODY = URI.create("http://127.0.0.1:1");
  private static final String NONCE = "Az09_-0123456789abcdef";

  private static void everyRole(String path, java.util.function.Consumer<Received> check) {
    try (var rig = new FrontRig(NOBODY);
        RawClient client = rig.client()) {
      check.accept(client.get(path).read());
    }
    try (var rig = new RouterRig(Backend.ollama("home", NOBODY));
        RawClient client = rig.client()) {
      check.accept(client.get(path).read());
    }
  }

  private static Received presence(String path, String... headers) {
    try (var rig = new RouterRig(Backend.ollama("home", NOBODY));
        RawClient client = rig.client()) {
      return client.get(path, headers).read();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"?nonce=", "?verbose&nonce=", "?x=1&nonce="})
  void healthRepeatsTheNonceAndStaysTheSame(String query) {
    everyRole(
        "/health" + query + NONCE,
        answer -> {
          assertThat(answer.status()).isEqualTo(200);
          assertThat(answer.header("Homeport-Nonce")).hasValue(NONCE);
          assertThat(answer.text()).isEqualTo("{\"status\":\"healthy\"}");
        });
  }

  @Test
  void headRepeatsItToo() {
    try (var rig = new FrontRig(NOBODY);
        RawClient client = rig.client()) {
      Received answer =
          client.send("HEAD /health?nonce=" + NONCE + " HTTP/1.1\r\nHost: x\r\n\r\n").read("HEAD");
      assertThat(answer.header("Homeport-Nonce")).hasValue(NONCE);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?nonce",
        "?nonce=",
        "?nonce=short",
        "?nonce=01234567%0d%0aX-Evil:%201",
        "?nonce=01234567%20",
        "?nonce=0123456789%41",
        "?nonce=01234567+",
        "?nonce=01234567.",
        "?nonce=01234567ä",
        "?xnonce=0123456789",
        "?nonce=x&nonce=0123456789",
        "?nonce=01234567890123456789012345678901234567890123456789012345678901234",
        "?%6eonce=0123456789",
        "?nonce=%",
      })
  void whatIsNoNonceIsNotRepeated(String query) {
    try (var rig = new FrontRig(NOBODY);
        RawClient client = rig.client()) {
      Received answer = client.get("/health" + query).read();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.head().fields())
          .noneMatch(
              field ->
                  field.name().equalsIgnoreCase("Homeport-Nonce")
                      || field.name().equalsIgnoreCase("X-Evil"));
      assertThat(answer.text()).isEqualTo("{\"status\":\"healthy\"}");
    }
  }

  @Test
  void otherPagesRepeatNothing() {
    everyRole(
        "/livez?nonce=" + NONCE, answer -> assertThat(answer.header("Homeport-Nonce")).isEmpty());
  }

  @Test
  void presenceIsForLinksAlone() {
    assertThat(presence("/presence").status()).isEqualTo(401);
    for (String key : new String[] {RouterRig.KEY, RouterRig.BOSS, RouterRig.OWNER}) {
      Received refused = presence("/presence?nonce=" + NONCE, key);
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.text()).contains("scope link");
    }
    assertThat(presence("/presence", RouterRig.LINK).status()).isEqualTo(200);
    assertThat(presence("/health", RouterRig.LINK).status()).isEqualTo(200);
    assertThat(presence("/admin/status", RouterRig.LINK).status()).isEqualTo(403);
  }

  /// The only thing that whoever asks can say is the nonce.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/presence                                          | {\"nonce\":null}",
        "/presence?nonce=0123456789                         | {\"nonce\":\"0123456789\"}",
        "/presence?url=http://127.0.0.1:1&nonce=0123456789  | {\"nonce\":\"0123456789\"}",
        "/presence?nonce=http://127.0.0.1:1/                | {\"nonce\":null}",
        "/presence?home=x                                   | {\"nonce\":null}",
      })
  void nothingButTheNonceIsTaken(String path, String page) {
    Received answer = presence(path, RouterRig.LINK);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo(page);
    assertThat(answer.header("Cache-Control")).hasValue("no-store");
  }

  @Test
  void presenceIsNothingToWriteTo() {
    try (var rig = new RouterRig(Backend.ollama("home", NOBODY));
        RawClient client = rig.client()) {
      Received refused = client.post("/presence", "{}", RouterRig.LINK).read();
      assertThat(refused.status()).isEqualTo(405);
      assertThat(refused.header("Allow")).hasValue("HEAD, GET");
    }
  }

  @Test
  void macHasNoPresence() {
    try (var rig = new FrontRig(NOBODY);
        RawClient client = rig.client()) {
      assertThat(client.get("/presence", FrontRig.KEY).read().status()).isEqualTo(404);
    }
  }
}
