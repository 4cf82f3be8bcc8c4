package dev.homeport.config.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.config.value.One.Judged;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Words, secrets, yes and no.
class TextsTest {
  private enum Pace {
    SLOW,
    VERY_FAST
  }

  private static final One<Pace> PACE = Texts.choice(Pace.class);

  @Test
  void constantIsWrittenSmallAndWithDashes() {
    assertThat(PACE.judge("very-fast")).isEqualTo(new Judged.Right<>(Pace.VERY_FAST));
    assertThat(PACE.print(Pace.VERY_FAST)).isEqualTo("very-fast");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          very_fast | write slow or very-fast (did you mean very-fast?)
          slwo      | write slow or very-fast (did you mean slow?)
          quick     | write slow or very-fast
          slo       | write slow or very-fast (did you mean slow?)
          off       | write slow or very-fast
          """)
  void unknownWordIsAnsweredWithTheKnownOnes(String text, String right) {
    assertThat(PACE.judge(text))
        .isEqualTo(new Judged.Wrong<>("is none of the words for it", right));
  }

  @ParameterizedTest
  @CsvSource({"true, true", "YES, true", "on, true", "false, false", "No, false", "off, false"})
  void yesAndNoHaveManyNames(String text, boolean meant) {
    assertThat(Texts.SWITCH.judge(text)).isEqualTo(new Judged.Right<>(meant));
  }

  @Test
  void wordsMayBeAnything() {
    One<Integer> number = Texts.words(List.of(1, 2), n -> n == 1 ? "one" : "two");
    assertThat(number.judge("two")).isEqualTo(new Judged.Right<>(2));
    assertThat(number.print(1)).isEqualTo("one");
    assertThat(number.judge("twoo"))
        .isEqualTo(
            new Judged.Wrong<>(
                "is none of the words for it", "write one or two (did you mean two?)"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Café", "line\nend", " ", ""})
  void textThatFitsIntoNoHeaderIsRefused(String text) {
    assertThat(Texts.HEADER.judge(text)).isInstanceOf(Judged.Wrong.class);
    assertThat(Texts.HEADER.judge("My app")).isEqualTo(new Judged.Right<>("My app"));
  }

  @Test
  void secretIsNeverTold() {
    var secret = new Secret("hp_abcdefgh");
    assertThat(secret).hasToString("••••").isEqualTo(new Secret("hp_abcdefgh"));
    assertThat(String.valueOf(Texts.SECRET.judge("hp_abcdefgh"))).doesNotContain("abcdefgh");
    assertThat(Texts.SECRET.print(secret)).isEqualTo("••••");
    assertThat(secret.reveal()).isEqualTo("hp_abcdefgh");
  }

  @ParameterizedTest
  @ValueSource(strings = {"two words", "line\nend", "schlüssel", " "})
  void secretThatFitsIntoNoHeaderIsRefused(String text) {
    assertThat(Texts.SECRET.judge(text)).isInstanceOf(Judged.Wrong.class);
  }
}
