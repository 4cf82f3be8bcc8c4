package dev.homeport.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.access.Gatekeeper.Decision;
import dev.homeport.access.Gatekeeper.Known;
import dev.homeport.access.Gatekeeper.Refused;
import dev.homeport.access.signature.SshKey;
import dev.homeport.config.GivenKey;
import dev.homeport.fake.FakeTicker;
import dev.homeport.fake.FakeWall;
import dev.homeport.fake.MemoryFacts;
import dev.homeport.fake.OllamaProgram;
import dev.homeport.fake.Told;
import dev.homeport.journal.Event.KeysGuessed;
import dev.homeport.store.log.FactLog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who is let in.
class GatekeeperTest {
  private static final String STRANGER = "203.0.113.7";
  private static final String GIVEN = "given-given-given-given-1";

  private final FakeTicker ticker = new FakeTicker();
  private final FakeWall wall = new FakeWall();
  private final Told told = new Told();
  private final MemoryFacts facts = new MemoryFacts();
  private final KeyRing ring =
      new KeyRing(facts, List.of(new GivenKey("given", GIVEN, Set.of("metrics"))), wall);
  private final KeyRing elsewhere = new KeyRing(facts, List.of(), wall);
  private final Gatekeeper gatekeeper = new Gatekeeper(ring, () -> false, told, ticker, wall);

  private static Credentials bearer(@Nullable String secret) {
    return new Credentials(
        "GET",
        "/api/tags",
        secret == null ? null : "Bearer " + secret,
        null,
        null,
        STRANGER,
        "probe/1");
  }

  private static Credentials from(OllamaProgram program, String method, String target) {
    return new Credentials(
        method,
        target,
        program.authorization(method, target),
        null,
        null,
        STRANGER,
        "ollama/0.33.0 (amd64 darwin) Go/go1.26");
  }

  private String made(String name) {
    return KeyRingTest.secret(elsewhere.add(KeyRingTest.wanted(name)));
  }

  private String nameOf(Credentials credentials) {
    return switch (gatekeeper.check(credentials)) {
      case Known(Key key) -> key.name();
      case Refused refused -> throw new AssertionError(refused.toString());
    };
  }

  private Refused refused(Credentials credentials) {
    Decision decision = gatekeeper.check(credentials);
    return decision instanceof Refused refused
        ? refused
        : new Refused(200, "let in: " + decision, 0, null);
  }

  private long now() {
    return wall.now().getEpochSecond();
  }

  private OllamaProgram registered(@Nullable Instant expires) {
    var program = new OllamaProgram();
    SshKey key = SshKey.of(program.blob()).orElseThrow();
    var _ =
        elsewhere.add(
            new NewKey(
                "mac", Set.of(Scope.INFER), List.of(), KeyLimits.NONE, Terms.USUAL, expires, key));
    return program;
  }

  @Test
  void keyMadeByAnotherProcessAMomentAgoIsGood() {
    assertThat(nameOf(bearer(made("phone")))).isEqualTo("phone");
  }

  @Test
  void rightKeyCostsNoLookAtTheDisk() {
    String secret = made("phone");
    assertThat(nameOf(bearer(secret))).isEqualTo("phone");
    int looks = facts.looks();
    for (int i = 0; i < 100; i++) {
      assertThat(nameOf(bearer(secret))).isEqualTo("phone");
    }
    assertThat(facts.looks()).isEqualTo(looks);
  }

  @Test
  void everyWayToBringAKeyIsTakenAndOneGoodOneIsEnough() {
    String secret = made("phone");
    String basic = basic("me:" + secret);
    assertThat(nameOf(bearer(GIVEN))).isEqualTo("given");
    for (Credentials way :
        List.of(
            bearer(secret),
            with(basic, null, null),
            with(null, secret, null),
            with(null, null, secret),
            with("Bearer ", secret, null),
            with("Bearer sk-placeholder", secret, null),
            with(basic("a:b"), null, secret),
            with("Digest x", secret, "wrong"))) {
      assertThat(nameOf(way)).isEqualTo("phone");
    }
    assertThat(nameOf(with("Bearer " + GIVEN, secret, null))).isEqualTo("given");
    for (int i = 0; i < 20; i++) {
      assertThat(nameOf(with("Bearer sk-placeholder", secret, null))).isEqualTo("phone");
    }
    assertThat(told.events()).isEmpty();
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static Credentials with(
      @Nullable String authorization, @Nullable String apiKey, @Nullable String pathKey) {
    return new Credentials("GET", "/", authorization, apiKey, pathKey, STRANGER, null);
  }

  @Test
  void withoutKeyNobodyGetsInAndIsChallenged() {
    for (String source : List.of("127.0.0.1", "::1", STRANGER)) {
      var credentials = new Credentials("GET", "/api/tags", null, null, null, source, null);
      for (int i = 0; i < 50; i++) {
        assertThat(refused(credentials))
            .isEqualTo(
                new Refused(
                    401,
                    "this needs a key, as Authorization: Bearer KEY or x-api-key: KEY",
                    0,
                    "Bearer realm=\"homeport\""));
      }
    }
    assertThat(told.events()).isEmpty();
  }

  @Test
  void revokedKeyIsRefusedAfterTheNextLook() {
    String secret = made("phone");
    assertThat(nameOf(bearer(secret))).isEqualTo("phone");
    var _ = elsewhere.revoke("phone");
    facts.freshenNow();
    assertThat(refused(bearer(secret)).status()).isEqualTo(401);
  }

  @Test
  void keyIsGoodAtOnceAndRevokedWithinTenMillisecondsForAnotherProcess(@TempDir Path folder) {
    var daemon = new KeyRing(log(folder), List.of(), wall);
    var shell = new KeyRing(log(folder), List.of(), wall);
    var keeper = new Gatekeeper(daemon, () -> false, told, ticker, wall);
    String secret = KeyRingTest.secret(shell.add(KeyRingTest.wanted("phone")));
    assertThat(keeper.check(bearer(secret))).isInstanceOf(Known.class);
    assertThat(shell.revoke("phone")).isEqualTo(new KeyRing.Revoked.Gone(false));
    ticker.advance(Duration.ofMillis(10));
    assertThat(keeper.check(bearer(secret))).isInstanceOf(Refused.class);
  }

  private FactLog log(Path folder) {
    return switch (FactLog.open(folder, ticker, told)) {
      case FactLog.Opened.Open(FactLog log) -> log;
      case FactLog.Opened.Failed(String why) -> throw new AssertionError(why);
    };
  }

  @Test
  void expiredKeyIsToldSoOnlyWithTheRightSecret() {
    Instant end = wall.now().plusSeconds(60);
    String secret =
        KeyRingTest.secret(
            elsewhere.add(
                new NewKey(
                    "old",
                    Set.of(Scope.INFER),
                    List.of(),
                    KeyLimits.NONE,
                    Terms.USUAL,
                    end,
                    null)));
    assertThat(nameOf(bearer(secret))).isEqualTo("old");
    wall.advance(Duration.ofSeconds(60));
    for (int i = 0; i < 20; i++) {
      assertThat(refused(bearer(secret)).status()).isEqualTo(401);
      assertThat(refused(bearer(secret)).text()).isEqualTo("the key old expired at " + end);
    }
    assertThat(refused(bearer(secret + "x")).text()).isEqualTo("this key is not known here");
  }

  @Test
  void guesserIsSlowedDownButARightKeyFromThereGetsInAtOnce() {
    for (int i = 0; i < 5; i++) {
      assertThat(refused(bearer("guess-" + i)).status()).isEqualTo(401);
    }
    for (int i = 0; i < 100; i++) {
      Refused refused = refused(bearer("guess-" + i));
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.retryAfterSeconds()).isEqualTo(12);
      assertThat(refused.challenge()).isNull();
    }
    assertThat(nameOf(bearer(made("phone")))).isEqualTo("phone");
    assertThat(refused(bearer(null)).status()).isEqualTo(401);
    assertThat(told.events()).containsExactly(new KeysGuessed(STRANGER, 6));
  }

  @Test
  void ollamaProgramIsToldHowToSign() {
    var credentials =
        new Credentials("HEAD", "/", null, null, null, STRANGER, "ollama/0.33.0 (arm64 darwin)");
    Refused refused = refused(credentials);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.challenge()).isNull();
    assertThat(refused.text())
        .contains("OLLAMA_AUTH=1")
        .contains("homeport keys add NAME --public-key ~/.ollama/id_ed25519.pub");
    var library = new Credentials("GET", "/", null, null, null, STRANGER, "ollama-python/0.6.3");
    assertThat(refused(library).status()).isEqualTo(401);
  }

  @Test
  void signedCallIsFromTheOwnerOfThePublicKeyOnce() {
    OllamaProgram program = registered(null);
    Credentials tags = from(program, "GET", "/api/tags?ts=" + now());
    assertThat(nameOf(tags)).isEqualTo("mac");
    assertThat(refused(tags).status()).isEqualTo(403);
    assertThat(refused(tags).text()).startsWith("this signature was used before");
    assertThat(nameOf(from(program, "HEAD", "/?ts=" + now()))).isEqualTo("mac");
    ticker.advance(Duration.ofSeconds(1));
    wall.advance(Duration.ofSeconds(1));
    assertThat(nameOf(from(program, "GET", "/api/tags?ts=" + now()))).isEqualTo("mac");
    assertThat(told.events()).isEmpty();
  }

  @Test
  void signatureOfAnotherTimeSaysThatClocksDiffer() {
    OllamaProgram program = registered(null);
    assertThat(nameOf(from(program, "GET", "/api/tags?ts=" + (now() - 299)))).isEqualTo("mac");
    for (long off : new long[] {-301, 301}) {
      Refused refused = refused(from(program, "GET", "/api/tags?ts=" + (now() + off)));
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.text()).contains("set the clocks");
    }
  }

  @Test
  void signatureIsGoodForNothingElse() {
    OllamaProgram program = registered(null);
    String target = "/api/tags?ts=" + now();
    String signature = program.authorization("GET", target);
    for (Credentials forged :
        List.of(
            new Credentials("POST", target, signature, null, null, STRANGER, null),
            new Credentials("GET", "/api/ps?ts=" + now(), signature, null, null, STRANGER, null),
            new Credentials("GET", target + "&a=b", signature, null, null, STRANGER, null),
            new Credentials("GET", "/api/tags", signature, null, null, STRANGER, null),
            from(new OllamaProgram(), "GET", target))) {
      assertThat(refused(forged).text()).startsWith("this key is not known here");
    }
    assertThat(refused(with(signature.replace(":", ":AAAA"), null, null)).status()).isEqualTo(429);
  }

  @Test
  void expiredPublicKeyIsToldSo() {
    OllamaProgram program = registered(wall.now().plusSeconds(1));
    wall.advance(Duration.ofSeconds(1));
    assertThat(refused(from(program, "GET", "/api/tags?ts=" + now())).text())
        .startsWith("the key mac expired");
  }

  @Test
  void openDoorLetsEverybodyInButAKeyStillCounts() {
    var open = new Gatekeeper(ring, () -> true, told, ticker, wall);
    assertThat(open.check(bearer(null))).isEqualTo(new Known(Key.open()));
    for (int i = 0; i < 20; i++) {
      assertThat(open.check(bearer("wrong"))).isEqualTo(new Known(Key.open()));
    }
    assertThat(open.check(bearer(GIVEN)))
        .isInstanceOfSatisfying(
            Known.class, known -> assertThat(known.key().name()).isEqualTo("given"));
    assertThat(Key.open().may(Scope.ADMIN)).isFalse();
    assertThat(told.events()).isEmpty();
  }
}
