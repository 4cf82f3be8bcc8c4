package dev.homeport.config.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.config.router.ModelMap.Row;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which row counts for whom.
class ModelMapTest {
  private final ModelMap map =
      new ModelMap(
          List.of(
              new Row("gpt-*", Map.of("home", "by-gpt", "cloud", "cloud-gpt")),
              new Row("*", Map.of("home", "by-any", "other", "other-any")),
              new Row("GPT-4o", Map.of("home", "by-name")),
              new Row("gpt-4?", Map.of("home", "too-late", "third", "by-mark")),
              new Row("openai/gpt-5:latest", Map.of("home", "by-path"))));

  @ParameterizedTest
  @CsvSource({
    "gpt-4o, home, by-name",
    "gpt-4o:latest, home, by-name",
    " GPT-4O , home, by-name",
    "gpt-4o, cloud, cloud-gpt",
    "gpt-4o, third, by-mark",
    "gpt-4o, other, other-any",
    "gpt-4x, home, by-gpt",
    "gpt-4xy, third, ",
    "gpt-4o:mini, home, by-gpt",
    "openai/gpt-5, home, by-path",
    "qwen2.5:7b, home, by-any",
    "qwen2.5:7b, cloud, ",
    "'', home, by-any",
    "gpt-4o, nobody, ",
  })
  void firstRowWithAnEntryCounts(String model, String provider, String name) {
    assertThat(map.nameFor(model, provider)).isEqualTo(name);
  }

  @Test
  void rowOfEveryModelNamesNone() {
    assertThat(map.names("gpt-4o")).isTrue();
    assertThat(map.names("gpt-x")).isTrue();
    assertThat(map.names("qwen2.5:7b")).isFalse();
    assertThat(map.ownNameFor("qwen2.5:7b", "home")).isNull();
    assertThat(map.ownNameFor("gpt-4o", "home")).isEqualTo("by-name");
    assertThat(map.ownNameFor("gpt-4o", "other")).isNull();
    assertThat(map.standard("home")).isEqualTo("by-any");
    assertThat(map.standard("cloud")).isNull();
  }

  @Test
  void aliasesAreTheNamesAsTheyAreWritten() {
    assertThat(map.aliases()).containsExactly("GPT-4o", "openai/gpt-5:latest");
  }

  @Test
  void entriesOfTheEnvironmentReplaceThoseOfTheirProviders() {
    ModelMap more = map.withStandard(Map.of("home", "env", "cloud", "env2"));
    assertThat(more.standard("home")).isEqualTo("env");
    assertThat(more.standard("cloud")).isEqualTo("env2");
    assertThat(more.standard("other")).isEqualTo("other-any");
    assertThat(more.nameFor("gpt-4o", "home")).isEqualTo("by-name");
    assertThat(map.withStandard(Map.of())).isEqualTo(map);
  }

  @Test
  void emptyMapSaysNothing() {
    assertThat(ModelMap.EMPTY.nameFor("gpt-4o", "home")).isNull();
    assertThat(ModelMap.EMPTY.names("gpt-4o")).isFalse();
    assertThat(ModelMap.EMPTY.aliases()).isEmpty();
  }

  @Test
  void sameRowsAreTheSameMap() {
    assertThat(new ModelMap(map.rows())).isEqualTo(map).hasSameHashCodeAs(map);
    assertThat(new ModelMap(map.rows().subList(1, 3))).isNotEqualTo(map);
  }
}
