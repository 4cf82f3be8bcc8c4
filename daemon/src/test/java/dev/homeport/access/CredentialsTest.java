package dev.homeport.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.access.Credentials.Shown;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a request shows, in all the ways of real clients.
class CredentialsTest {
  private static Credentials of(
      @Nullable String authorization, @Nullable String apiKey, @Nullable String pathKey) {
    return new Credentials(
        "GET", "/api/tags", authorization, apiKey, pathKey, "203.0.113.7", "probe/1");
  }

  private static Shown[] told(String... secrets) {
    return Arrays.stream(secrets).map(Shown.Told::new).toArray(Shown[]::new);
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Bearer hp_x", "bearer hp_x", "BEARER   hp_x ", "  Bearer hp_x", "Bearer hp_x\t"})
  void bearerIsReadAsClientsWriteIt(String header) {
    assertThat(of(header, null, null).shown()).containsExactly(told("hp_x"));
  }

  @Test
  void basicHasTheKeyAsPasswordOrAsUserWithoutPassword() {
    assertThat(of(basic("me:hp_x"), null, null).shown()).containsExactly(told("hp_x"));
    assertThat(of(basic(":hp_x"), null, null).shown()).containsExactly(told("hp_x"));
    assertThat(of(basic("hp_x:"), null, null).shown()).containsExactly(told("hp_x"));
    assertThat(of(basic("me:a:b"), null, null).shown()).containsExactly(told("a:b"));
    assertThat(of(basic("me:hp_x").replace("=", ""), null, null).shown())
        .containsExactly(told("hp_x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "Bearer", "Bearer ", "bearer   ", "Basic ", "Basic Og=="})
  void emptyCredentialIsNone(String header) {
    assertThat(of(header, "", " ").shown()).isEmpty();
    assertThat(of(header, "hp_x", null).shown()).containsExactly(told("hp_x"));
  }

  @Test
  void allThatIsShownIsSeenTheMostExplicitFirst() {
    assertThat(of("Bearer a", "b", "c").shown()).containsExactly(told("a", "b", "c"));
    assertThat(of(null, null, "c").shown()).containsExactly(told("c"));
    assertThat(of(null, null, null).shown()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"hp_x", "Digest a=b", "Negotiate abc", "Bearerhp_x", "AAAA:BBBB", ":", "a:", ":b"})
  void whatIsNoneOfOursIsAlien(String header) {
    assertThat(of(header, null, null).shown()).containsExactly(new Shown.Alien());
  }

  @Test
  void hugeSecretIsNotEvenHashed() {
    assertThat(of("Bearer " + "x".repeat(513), null, null).shown())
        .containsExactly(new Shown.Alien());
  }

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void noHeaderMakesItStumble(long seed) {
    var random = new Random(seed);
    String[] pieces = {"Bearer", "Basic", " ", ":", "=", "é", "\0", "AAAA", "?ts=1", "%", "\t"};
    var header = new StringBuilder();
    for (int i = random.nextInt(8); i >= 0; i--) {
      header.append(pieces[random.nextInt(pieces.length)]);
    }
    assertThat(of(header.toString(), header.toString(), null).shown()).hasSizeLessThan(3);
  }

  @Test
  void nothingShownIsPrinted() {
    assertThat(of("Bearer secret", "secret", "secret").toString()).doesNotContain("secret");
  }
}
