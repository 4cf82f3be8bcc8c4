package dev.homeport.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.config.GivenKey.Parsed;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `HOMEPORT_KEYS` as people write it.
class GivenKeyTest {
  private static final String SECRET = "abcdefghijklmnopqrstuvwx";
  private static final String OTHER = "ABCDEFGHIJKLMNOPQRSTUVWX/+=";

  private static List<String> problems(String text) {
    return switch (GivenKey.parse(text)) {
      case Parsed.Bad(List<String> problems) -> problems;
      case Parsed.Good(List<GivenKey> keys) -> throw new AssertionError("taken: " + keys);
    };
  }

  @Test
  void keysComeWithAndWithoutScopes() {
    assertThat(GivenKey.parse("phone:" + SECRET + " , ops:" + OTHER + ":admin+metrics,"))
        .isEqualTo(
            new Parsed.Good(
                List.of(
                    new GivenKey("phone", SECRET, Set.of("infer")),
                    new GivenKey("ops", OTHER, Set.of("admin", "metrics")))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", ",", " , ,"})
  void nothingIsNoKeys(String text) {
    assertThat(GivenKey.parse(text)).isEqualTo(new Parsed.Good(List.of()));
  }

  @Test
  void allProblemsAreToldAtOnceByTheirPlace() {
    assertThat(
            problems(
                String.join(
                    ",",
                    "good:" + SECRET,
                    SECRET,
                    "a:b:c:d",
                    "-x:" + OTHER,
                    "short:12345678901234567890123",
                    "blank:abcdefghijkl mnopqrstuvwxyz",
                    "good:" + OTHER + "1",
                    "twin:" + SECRET,
                    "scoped:" + OTHER + "2:infer+root",
                    "bare:" + OTHER + "3:")))
        .hasSize(9)
        .satisfiesExactly(
            p -> assertThat(p).startsWith("entry 2: it has 0 colons"),
            p -> assertThat(p).startsWith("entry 3: it has 3 colons"),
            p -> assertThat(p).startsWith("entry 4: ").contains("is no name"),
            p -> assertThat(p).startsWith("entry 5: its key has 23 characters"),
            p -> assertThat(p).startsWith("entry 6: ").contains("blank"),
            p -> assertThat(p).startsWith("entry 7: its name is that of an earlier"),
            p -> assertThat(p).startsWith("entry 8: its key is that of an earlier"),
            p -> assertThat(p).startsWith("entry 9: its scopes must be out of infer, admin"),
            p -> assertThat(p).startsWith("entry 10: its scopes must be out of infer, admin"));
  }

  @Test
  void problemNeverShowsTheSecretNotEvenWhereNameAndKeyAreSwapped() {
    assertThat(problems(OTHER + ":phone," + SECRET + "," + SECRET + ":x:y:z,a:" + SECRET + " b"))
        .noneMatch(problem -> problem.contains(SECRET) || problem.contains(OTHER));
    assertThat(new GivenKey("a", SECRET, Set.of("infer")).toString()).doesNotContain(SECRET);
  }

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anyTextIsEitherKeysOrProblems(long seed) {
    var random = new Random(seed);
    var text = new StringBuilder();
    String[] pieces = {SECRET, OTHER, ":", ",", "a", "infer", "+", "admin", " ", "é", "\0", "::"};
    for (int i = random.nextInt(12); i >= 0; i--) {
      text.append(pieces[random.nextInt(pieces.length)]);
    }
    switch (GivenKey.parse(text.toString())) {
      case Parsed.Good(List<GivenKey> keys) ->
          assertThat(keys)
              .allMatch(k -> GivenKey.isName(k.name()) && k.secret().length() >= 24)
              .allMatch(k -> GivenKey.SCOPES.containsAll(k.scopes()));
      case Parsed.Bad(List<String> problems) ->
          assertThat(problems).isNotEmpty().noneMatch(p -> p.contains(SECRET));
    }
  }
}
