package dev.homeport.dialect.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.dialect.Wish;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Names that a provider takes, and the way back.
class ToolAliasesTest {
  @ParameterizedTest
  @CsvSource({
    "get_weather, get_weather",
    "get-weather, get-weather",
    "get weather, get_weather",
    "7zip, _7zip",
    "-x, _-x",
    "погода, ______",
    "'', _",
  })
  void nameIsMadeOfWhatIsAllowed(String name, String plain) {
    assertThat(ToolAliases.plain(name, "-.")).isEqualTo(plain);
  }

  @Test
  void longNameIsCut() {
    assertThat(ToolAliases.plain("x".repeat(100), "")).hasSize(64);
    assertThat(ToolAliases.plain("7".repeat(100), "")).hasSize(64);
  }

  @Test
  void twoToolsNeverGetOneNameAndALegalOneKeepsItsOwn() {
    var aliases =
        new ToolAliases(
            Wish.hello().withTools("a b", "a_b", "a.b").request(),
            name -> ToolAliases.plain(name, ""));
    assertThat(aliases.alias("a_b")).isEqualTo("a_b");
    assertThat(aliases.alias("a b")).isEqualTo("a_b_2");
    assertThat(aliases.alias("a.b")).isEqualTo("a_b_3");
    assertThat(aliases.name("a_b_3")).isEqualTo("a.b");
    assertThat(aliases.name("made_up")).isEqualTo("made_up");
  }
}
