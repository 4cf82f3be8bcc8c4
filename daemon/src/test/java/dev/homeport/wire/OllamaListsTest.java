package dev.homeport.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OllamaListsTest {
  /// Recorded: `basics/get-tags`, three of its models.
  private static final String TAGS =
      """
      {"models":[{"name":"all-minilm:latest","model":"all-minilm:latest",\
      "modified_at":"2026-11-21T09:30:10.238046184Z","size":18708,"digest":"cfc2","details":\
      {"parent_model":"","format":"gguf","family":"bert","families":["bert"],\
      "parameter_size":"4K","quantization_level":"F32","context_length":256,\
      "embedding_length":16},"capabilities":["embedding"]},\
      {"name":"hp-stub:remote","model":"hp-stub:remote","remote_model":"mok",\
      "remote_host":"https://ollama.com:443","size":382,"details":{}},\
      {"name":"llama3.2:latest","model":"llama3.2:latest","size":10221,\
      "capabilities":["completion","tools"]}]}
      """;

  /// Recorded: `basics/ps-pinned`, shortened.
  private static final String PS =
      """
      {"models":[{"name":"hp-tools:latest","model":"hp-tools:latest","size":805306368,\
      "digest":"69d5","details":{"families":["llama"]},\
      "expires_at":"2319-03-03T09:20:58.468945266Z","size_vram":805306360,\
      "context_length":4096}]}
      """;

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  @Test
  void installedModelsAreReadAsRecorded() {
    assertThat(OllamaLists.installed(bytes(TAGS)))
        .hasValue(
            List.of(
                new InstalledModel("all-minilm:latest", 18708, Set.of("embedding"), null),
                new InstalledModel("hp-stub:remote", 382, Set.of(), "https://ollama.com:443"),
                new InstalledModel("llama3.2:latest", 10221, Set.of("completion", "tools"), null)));
  }

  @Test
  void loadedModelsAreReadAsRecorded() {
    assertThat(OllamaLists.loaded(bytes(PS)))
        .hasValue(
            List.of(
                new LoadedModel(
                    "hp-tools:latest",
                    805306368,
                    805306360,
                    4096L,
                    Instant.parse("2319-03-03T09:20:58.468945266Z"))));
  }

  @Test
  void versionIsReadAsRecorded() {
    assertThat(OllamaLists.version(bytes("{\"version\":\"0.33.0-rc2\"}"))).hasValue("0.33.0-rc2");
  }

  @Test
  void pageGivesCapabilitiesAndTheContextOfWhateverArchitecture() {
    String page =
        """
        {"modelfile":"# FROM /x","details":{"context_length":1},"model_info":\
        {"general.architecture":"llama","llama.context_length":2048,"llama.x":null,\
        "tokenizer.ggml.tokens":["a",["b"]]},"tensors":[{"shape":[1,2]}],\
        "capabilities":["completion","vision"]}
        """;

    assertThat(OllamaLists.page(bytes(page)))
        .hasValue(new ModelPage(Set.of("completion", "vision"), 2048L));
    assertThat(OllamaLists.page(bytes("{\"model_info\":{}}")))
        .hasValue(new ModelPage(Set.of(), null));
    assertThat(OllamaLists.page(bytes("{\"error\":\"model 'x' not found\"}"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"models\":[]}", "{\"models\":null}", " {\"x\":{\"models\":3},\"models\":[]}"})
  void emptyListIsAList(String body) {
    assertThat(OllamaLists.installed(bytes(body))).hasValue(List.of());
    assertThat(OllamaLists.loaded(bytes(body))).hasValue(List.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "null",
        "<html>",
        "{\"models\":[",
        "{\"models\":[{\"name\":\"a\"",
        "{\"models\":{}}",
        "{\"models\":\"none\"}",
        "{\"error\":\"no\"}",
        "{\"object\":\"list\",\"data\":[]}"
      })
  void whatIsNoListGivesNothing(String body) {
    assertThat(OllamaLists.installed(bytes(body))).isEmpty();
    assertThat(OllamaLists.loaded(bytes(body))).isEmpty();
    assertThat(OllamaLists.version(bytes(body))).isEmpty();
  }

  @Test
  void oddFieldsArePassedOver() {
    String odd =
        """
        {"new":[1,{"models":[]}],"models":[null,7,"x",[{}],{"size":1},{"name":""},\
        {"name":null,"model":"Only-Model"},{"name":"b","size":"big","capabilities":"all",\
        "remote_host":{}},{"name":"c","size":1e400,"capabilities":[null,1,"tools",{}]},\
        {"name":"d","size":99999999999999999999999}]}
        """;

    assertThat(OllamaLists.installed(bytes(odd)))
        .hasValue(
            List.of(
                new InstalledModel("only-model:latest", 0, Set.of(), null),
                new InstalledModel("b:latest", 0, Set.of(), null),
                new InstalledModel("c:latest", 0, Set.of("tools"), null),
                new InstalledModel("d:latest", 0, Set.of(), null)));
    assertThat(
            OllamaLists.loaded(
                bytes("{\"models\":[{\"name\":\"a\",\"expires_at\":\"soon\",\"size_vram\":[]}]}")))
        .hasValue(List.of(new LoadedModel("a:latest", 0, 0, null, null)));
  }

  @Test
  void deepNestingIsNoAnswer() {
    assertThat(OllamaLists.installed(bytes("{\"x\":" + "[".repeat(100_000)))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "llama3.2, llama3.2:latest",
    "Llama3.2:1B, llama3.2:1b",
    "team/hp-ns, team/hp-ns:latest",
    "host:5000/team/m, host:5000/team/m:latest",
    "host:5000/team/m:v1, host:5000/team/m:v1",
  })
  void namesAreComparedAsOllamaDoes(String name, String normalised) {
    assertThat(ModelName.normalised(name)).isEqualTo(normalised);
  }
}
