package dev.homeport.config.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.config.Desk;
import dev.homeport.config.value.Listen;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What becomes of the settings of Twingate's client.
class TwingateTest {
  private static final String SECRET = "AbCdEfHush";

  /// A key as Twingate gives it out.
  static final String KEY =
      """
      {"version":"1","network":"acme.twingate.com","service_account_id":"id-1",
       "private_key":"-----BEGIN PRIVATE KEY-----\\n%s\\n-----END PRIVATE KEY-----",
       "key_id":"kid-1","expires_at":"2027-01-01T00:00:00+00:00",
       "login_path":"/api/v4/headless/login"}
      """
          .formatted(SECRET);

  @TempDir private Path folder;
  private Desk desk;

  @BeforeEach
  void home() {
    desk =
        new Desk(folder)
            .env("OLLAMA_BASE_URL", "http://100.64.1.25:8888")
            .env("OLLAMA_TUNNEL_TYPE", "twingate");
  }

  private Twingate twingate() {
    return Objects.requireNonNull(desk.router().settings().twingate());
  }

  @Test
  void nothingButTheKindIsNeeded() {
    assertThat(twingate())
        .isEqualTo(
            new Twingate(Twingate.Client.AUTO, null, null, new Listen("127.0.0.1", 9999), false));
    assertThat(desk.routerWarnings()).isEmpty();
  }

  @Test
  void homeThatIsReachedOtherwiseNeedsNone() {
    desk.env("OLLAMA_TUNNEL_TYPE", "tailscale");
    assertThat(desk.router().settings().twingate()).isNull();
  }

  @Test
  void everythingCanBeSetInTheFile() {
    desk.file("key.json", KEY)
        .yaml(
            """
            router:
              twingate: { client: userspace, service-key: file:key.json, network: ACME,
                          proxy: "twingate:9998" }
            """);
    Twingate twingate = twingate();
    assertThat(twingate.client()).isEqualTo(Twingate.Client.USERSPACE);
    assertThat(twingate.network()).isEqualTo("acme.twingate.com");
    assertThat(twingate.proxy()).isEqualTo(new Listen("twingate", 9998));
    assertThat(twingate.proxyGiven()).isTrue();
    ServiceKey key = Objects.requireNonNull(twingate.key());
    assertThat(key.expires()).isEqualTo(Instant.parse("2027-01-01T00:00:00Z"));
    assertThat(key.json().reveal().strip()).isEqualTo(KEY.strip());
    assertThat(desk.routerWarnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"file:key.json", "key.json", "./key.json"})
  void keyIsFoundInItsFileAndTheFileIsLookedAt(String written) {
    desk.file("key.json", KEY, "rw-r--r--").env("TWINGATE_SERVICE_KEY", written);
    assertThat(twingate().network()).isEqualTo("acme.twingate.com");
    assertThat(desk.routerWarnings())
        .containsExactly(
            "key.json: holds secrets and others on this machine may read it; run: chmod 600"
                + " 'key.json'");
    assertThat(desk.router().files()).containsKey(folder.resolve("key.json"));
  }

  @Test
  void keyItselfMayStandInTheEnvironmentAndIsNeverShown() {
    desk.env("TWINGATE_SERVICE_KEY", KEY).env("TWINGATE_NETWORK", "acme");
    assertThat(twingate().key()).isNotNull();
    assertThat(desk.router().lines().toString()).doesNotContain(SECRET).doesNotContain("kid-1");
    assertThat(twingate().toString()).doesNotContain(SECRET).doesNotContain("kid-1");
  }

  @Test
  void keyThatNeverExpiresIsOne() {
    desk.env("TWINGATE_SERVICE_KEY", KEY.replace("\"2027-01-01T00:00:00+00:00\"", "null"));
    assertThat(Objects.requireNonNull(twingate().key()).expires()).isNull();
    assertThat(desk.routerWarnings()).isEmpty();
  }

  @Test
  void oddKeysAreDoubted() {
    desk.env(
        "TWINGATE_SERVICE_KEY",
        KEY.replace("\"version\":\"1\"", "\"version\":\"2\"")
            .replace("2027-01-01T00:00:00+00:00", "next year")
            .replace("/api/v4/headless/login", ""));
    assertThat(twingate().key()).isNotNull();
    assertThat(desk.routerWarnings())
        .hasSize(3)
        .allMatch(line -> line.startsWith("environment TWINGATE_SERVICE_KEY: router.twingate"))
        .noneMatch(line -> line.contains("next year"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"version":"1","hush-1 | the service key is only the beginning of one
          {"network":"a","hush-1":} | the service key is no JSON
          {"network":"hush-1","key_id":"hush-1"} | the service key has no service_account_id, private_key
          {"network":"a","key_id":"b","service_account_id":"c","private_key":"hush-1"} | the private_key of the service key does not begin as one does
          {"network":"a","key_id":"b","service_account_id":"c","private_key":"-----BEGIN X\\\\nhush-1"} | the private_key of the service key has \\n for its line ends twice over
          eyJhbGciOihush-1.x | the value is neither the JSON of a service key nor the path of a file
          hush-1/with=slash | the value is neither the JSON of a service key nor the path of a file
          /no/such/key.json | there is no file /no/such/key.json
          """)
  void whatIsNoKeyIsExplainedAndNotShown(String text, String what) {
    desk.env("TWINGATE_SERVICE_KEY", text);
    assertThat(desk.routerProblems())
        .singleElement()
        .asString()
        .startsWith("environment TWINGATE_SERVICE_KEY: router.twingate.service-key: " + what + ";")
        .doesNotContain("hush-1");
  }

  @ParameterizedTest
  @CsvSource({"acme", "ACME", "acme.twingate.com", "https://acme.twingate.com/"})
  void networkMayBeWrittenShortOrWhole(String network) {
    desk.env("TWINGATE_SERVICE_KEY", KEY).env("TWINGATE_NETWORK", network);
    assertThat(twingate().network()).isEqualTo("acme.twingate.com");
  }

  @Test
  void networkOfAnotherTenantThanTheKeysIsTold() {
    desk.env("TWINGATE_SERVICE_KEY", KEY).env("TWINGATE_NETWORK", "globex");
    assertThat(desk.routerProblems())
        .containsExactly(
            "environment TWINGATE_NETWORK: router.twingate.network: globex is another network than"
                + " the service key's; write acme.twingate.com, or leave it out");
  }

  @Test
  void wayThatIsEncryptedNeedsNoHttps() {
    desk.env("OLLAMA_BASE_URL", "http://home.example.com:8888").env("OLLAMA_API_KEY", "k");
    assertThat(desk.routerWarnings()).isEmpty();
    desk.env("OLLAMA_TUNNEL_TYPE", "direct");
    assertThat(desk.routerWarnings()).hasSize(1);
  }
}
