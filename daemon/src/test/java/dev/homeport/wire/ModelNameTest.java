package dev.homeport.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelNameTest {
  @ParameterizedTest
  @CsvSource({
    "hp-chat, hp-chat:latest",
    "HP-Chat, hp-chat:latest",
    "' hp-chat ', hp-chat:latest",
    "hp-chat:latest, hp-chat:latest",
    "hp-chat:LATEST, hp-chat:latest",
    "hp-chat:, hp-chat:latest",
    "qwen2.5:7B, qwen2.5:7b",
    "registry.ollama.ai/library/hp-chat, hp-chat:latest",
    "https://registry.ollama.ai/library/hp-chat, hp-chat:latest",
    "library/hp-chat, hp-chat:latest",
    "team/hp-ns:v1, team/hp-ns:v1",
    "registry.ollama.ai/team/hp-ns, team/hp-ns:latest",
    "host:5000/team/x, host:5000/team/x:latest",
    "hp-chat:local, hp-chat:latest",
    "qwen:7b:local, qwen:7b",
    "library/x/y, library/x/y:latest",
    "'', ''",
  })
  void spellingsOfOneModelAreOneName(String spelling, String name) {
    assertThat(ModelName.normalised(spelling)).isEqualTo(name);
    assertThat(ModelName.normalised(name)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x:cloud",
        "gpt-oss:120b-cloud",
        "gpt-oss:CLOUD",
        "x:120b-Cloud",
        "team/x:cloud",
        "registry.ollama.ai/library/x:cloud",
        " x:cloud ",
        "x: cloud",
        "x:cloud\u0085",
        "x:\u00a0cloud\u3000",
        "x:cloud:local",
        "x:-cloud"
      })
  void cloudNamesAreKnownInEverySpelling(String name) {
    assertThat(ModelName.isCloud(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "x-cloud",
        "cloud",
        "x:clouds",
        "x:cloud-7b",
        "cloud:7b",
        "cloud/x:7b",
        "h:1/x-cloud",
        ""
      })
  void othersAreNot(String name) {
    assertThat(ModelName.isCloud(name)).isFalse();
  }
}
