package dev.homeport.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.access.KeyRing.Added;
import dev.homeport.access.KeyRing.Revoked;
import dev.homeport.access.Listed.Origin;
import dev.homeport.access.signature.SshKey;
import dev.homeport.config.GivenKey;
import dev.homeport.fake.FakeWall;
import dev.homeport.fake.MemoryFacts;
import dev.homeport.fake.OllamaProgram;
import dev.homeport.store.Fact;
import dev.homeport.store.NoFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Keys that come and go.
class KeyRingTest {
  private static final GivenKey GIVEN =
      new GivenKey("phone", "given-given-given-given-1", Set.of("infer", "link"));

  private final FakeWall wall = new FakeWall();
  private final MemoryFacts facts = new MemoryFacts();
  private final KeyRing ring = new KeyRing(facts, List.of(), wall);

  static NewKey wanted(String name) {
    return new NewKey(
        name, Set.of(Scope.INFER), List.of(), KeyLimits.NONE, Terms.USUAL, null, null);
  }

  private static NewKey signer(String name, OllamaProgram program) {
    SshKey key = SshKey.of(program.blob()).orElseThrow();
    return new NewKey(name, Set.of(Scope.INFER), List.of(), KeyLimits.NONE, Terms.USUAL, null, key);
  }

  static String secret(Added added) {
    return added instanceof Added.Made made ? made.secret() : "not made: " + added;
  }

  private @Nullable Key owner(String secret) {
    return ring.latest().bySecret(secret).orElse(null);
  }

  @Test
  void scopesAreCalledAsTheConfigurationCallsThem() {
    assertThat(Scope.values()).extracting(Scope::word).containsExactlyElementsOf(GivenKey.SCOPES);
  }

  @Test
  void secretIsLongRandomAndStoredOnlyAsItsHash() {
    var secrets = new HashSet<String>();
    for (int i = 0; i < 100; i++) {
      String secret = secret(ring.add(wanted("key-" + i)));
      assertThat(secret).matches("hp_[0-9A-Za-z]{40}");
      assertThat(secrets.add(secret)).isTrue();
    }
    assertThat(ring.list()).hasSize(100);
    for (String secret : secrets) {
      assertThat(facts.shelf("key").facts().toString()).doesNotContain(secret.substring(3));
    }
  }

  @Test
  void keyComesBackAsItWasMade() {
    var all =
        new NewKey(
            "all.of-it_1",
            Set.of(Scope.values()),
            List.of("qwen*", "llama3"),
            new KeyLimits(60, null, 2),
            Terms.USUAL,
            Instant.parse("2027-01-31T00:00:00Z"),
            null);
    String secret = secret(ring.add(all));
    assertThat(owner(secret)).isEqualTo(all.key());
    assertThat(ring.list())
        .containsExactly(
            new Listed(all.key(), Origin.STORED, Instant.parse("2026-11-24T12:00:00Z")));
  }

  @Test
  void takenNameIsToldAndTheOldKeyStays() {
    String secret = secret(ring.add(wanted("phone")));
    assertThat(ring.add(wanted("phone")))
        .isInstanceOfSatisfying(
            Added.Taken.class, taken -> assertThat(taken.why()).contains("a key phone already"));
    assertThat(owner(secret)).isNotNull();
  }

  @Test
  void publicKeyBelongsToOneKey() {
    var program = new OllamaProgram();
    assertThat(ring.add(signer("mac", program))).isInstanceOf(Added.Registered.class);
    assertThat(ring.add(signer("other", program)))
        .isEqualTo(new Added.Taken("this public key is already that of the key mac"));
    assertThat(ring.latest().byBlob(program.blob())).isPresent();
    assertThat(ring.list()).extracting(Listed::origin).containsExactly(Origin.PUBLIC_KEY);
  }

  @Test
  void revokedKeyIsGone() {
    String secret = secret(ring.add(wanted("phone")));
    assertThat(ring.revoke("phone")).isEqualTo(new Revoked.Gone(false));
    assertThat(owner(secret)).isNull();
    assertThat(ring.revoke("phone")).isEqualTo(new Revoked.Unknown(false));
    assertThat(ring.isEmpty()).isTrue();
  }

  @Test
  void storedAndGivenKeyOfOneNameAreBothGoodAndBothListed() {
    var both = new KeyRing(facts, List.of(GIVEN), wall);
    assertThat(both.isEmpty()).isFalse();
    String secret = secret(both.add(wanted("phone")));
    assertThat(both.latest().bySecret(secret)).isPresent();
    assertThat(both.latest().bySecret(GIVEN.secret()))
        .hasValueSatisfying(
            key -> assertThat(key.scopes()).containsExactlyInAnyOrder(Scope.INFER, Scope.LINK));
    assertThat(both.list()).extracting(Listed::origin).containsExactly(Origin.STORED, Origin.GIVEN);
    assertThat(both.revoke("phone")).isEqualTo(new Revoked.Gone(true));
    assertThat(both.revoke("phone")).isEqualTo(new Revoked.Unknown(true));
    assertThat(both.latest().bySecret(GIVEN.secret())).isPresent();
  }

  @Test
  void machineWithoutStateSaysWhy() {
    var none = new KeyRing(new NoFacts("read-only disk"), List.of(GIVEN), wall);
    assertThat(none.add(wanted("a"))).isEqualTo(new Added.Failed("read-only disk"));
    assertThat(none.revoke("a")).isEqualTo(new Revoked.Failed("read-only disk"));
    assertThat(none.latest().bySecret(GIVEN.secret())).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "region,              eu",
    "home-only,           yes",
    "scopes,              infer+root",
    "scopes,              ''",
    "concurrent,          0",
    "requests-per-minute, many",
    "expires,             soon",
    "created,             ''",
    "sha256,              abcd",
    "public-key,          AAAA",
  })
  void keyThatIsNotUnderstoodIsGoodForNothingAndListedSo(String field, String value) {
    String secret = secret(ring.add(wanted("phone")));
    facts.freshenNow();
    Fact good = facts.shelf("key").facts().getOrDefault("phone", new Fact("key", "x", Map.of()));
    var fields = new HashMap<>(good.fields());
    fields.put(field, value);
    facts.put(new Fact("key", "phone", fields));
    assertThat(owner(secret)).isNull();
    assertThat(ring.list()).extracting(Listed::origin).containsExactly(Origin.UNREADABLE);
  }

  @Test
  void expiryIsTheFirstMomentAtWhichItIsOver() {
    Instant end = wall.now().plusSeconds(10);
    var key = new Key("a", Set.of(), List.of(), KeyLimits.NONE, Terms.USUAL, end);
    assertThat(key.isExpired(end.minusNanos(1))).isFalse();
    assertThat(key.isExpired(end)).isTrue();
    wall.advance(Duration.ofDays(400));
    assertThat(Key.open().isExpired(wall.now())).isFalse();
  }
}
