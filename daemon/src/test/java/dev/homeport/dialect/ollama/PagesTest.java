package dev.homeport.dialect.ollama;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Capability;
import dev.homeport.chat.ModelCard;
import dev.homeport.fake.Recorded;
import dev.homeport.wire.OllamaLists;
import dev.homeport.wire.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// clients.md 6.
class PagesTest {
  private static final ModelCard CLOUD = ModelCard.named("deepseek/deepseek-r1");

  /// What home lists comes out as it went in, but for what Ollama itself gets wrong.
  @Test
  void aListOfHomesModelsIsWhatHomeSays() throws JsonProcessingException {
    byte[] recorded = Recorded.named("basics/get-tags").body();
    List<ModelCard> cards = Ask.OLLAMA.listed(recorded).orElseThrow();

    JsonNode written = Json.read(OllamaPages.tags(cards)).path("models");
    JsonNode said = Json.read(recorded).path("models");
    assertThat(written.size()).isEqualTo(said.size());
    for (int i = 0; i < said.size(); i++) {
      assertThat(Instant.parse(written.get(i).path("modified_at").asText()))
          .isEqualTo(Instant.parse(said.get(i).path("modified_at").asText()));
      for (String field : List.of("name", "model", "size", "digest")) {
        assertThat(written.get(i).path(field)).isEqualTo(said.get(i).path(field));
      }
      for (String detail : List.of("format", "family", "parameter_size", "quantization_level")) {
        assertThat(written.get(i).path("details").path(detail))
            .isEqualTo(said.get(i).path("details").path(detail));
      }
    }
  }

  @Test
  void aModelOfWhichOnlyTheNameIsKnownHasEveryField() throws JsonProcessingException {
    JsonNode page = Json.read(OllamaPages.tags(List.of(CLOUD, ModelCard.named("other"))));
    JsonNode model = page.path("models").path(0);

    assertThat(model.path("name").asText()).isEqualTo("deepseek/deepseek-r1");
    assertThat(model.path("model").asText()).isEqualTo("deepseek/deepseek-r1");
    assertThat(Instant.parse(model.path("modified_at").asText())).isEqualTo(Instant.EPOCH);
    assertThat(model.path("size").isIntegralNumber()).isTrue();
    assertThat(model.path("digest").asText()).matches("[0-9a-f]{64}");
    assertThat(page.path("models").path(1).path("digest")).isNotEqualTo(model.path("digest"));
    assertThat(model.path("details").path("families").isArray()).isTrue();
    assertThat(OllamaLists.installed(OllamaPages.tags(List.of(CLOUD)))).isPresent();
  }

  @Test
  void noModelsAreAnEmptyList() {
    assertThat(new String(OllamaPages.tags(List.of()), UTF_8)).isEqualTo("{\"models\":[]}");
    assertThat(new String(OllamaPages.loaded(List.of()), UTF_8)).isEqualTo("{\"models\":[]}");
    assertThat(new String(OllamaPages.version("0.33.0"), UTF_8))
        .isEqualTo("{\"version\":\"0.33.0\"}");
  }

  /// wire.md G.52: what is promised is what every route can do.
  @Test
  void homesPageSaysWhatAllCanDo() throws JsonProcessingException {
    ModelCard card =
        Ask.OLLAMA.paged(
            ModelCard.named("hp-native:latest"), Recorded.named("basics/show-native").body());

    JsonNode page =
        Json.read(OllamaPages.show(card, Set.of(Capability.TOOLS, Capability.COMPLETION)));
    assertThat(Json.text(page.path("capabilities"))).isEqualTo("[\"completion\",\"tools\"]");
    assertThat(page.path("model_info").path("llama.context_length").asInt()).isEqualTo(4096);
    assertThat(page.path("template").asText()).contains("tools");
    assertThat(page.has("tensors")).isFalse();
  }

  @Test
  void aStubsPageDoesNotSayWhoseItIs() {
    ModelCard card =
        Ask.OLLAMA.paged(ModelCard.named("stub"), Recorded.named("cloud/stub-show").body());

    assertThat(new String(OllamaPages.show(card, Set.of()), UTF_8)).doesNotContain("remote_");
  }

  @Test
  void aPageIsMadeWhereThereIsNone() throws JsonProcessingException {
    var card = new ModelCard("m", null, 131072, 0, "", null, ModelCard.Details.UNKNOWN, null);
    byte[] made = OllamaPages.show(card, Set.of(Capability.COMPLETION, Capability.VISION));

    JsonNode page = Json.read(made);
    String architecture = page.path("model_info").path("general.architecture").asText();
    assertThat(page.path("model_info").path(architecture + ".context_length").asInt())
        .isEqualTo(131072);
    assertThat(page.path("template").asText("-")).isEmpty();
    assertThat(page.path("details").isObject()).isTrue();
    assertThat(page.has("modified_at")).isTrue();
    assertThat(OllamaLists.page(made)).isPresent();
    var broken = new ModelCard("m", null, null, 0, "", null, ModelCard.Details.UNKNOWN, "{half");
    assertThat(Json.read(OllamaPages.show(broken, Set.of())).path("model_info").isObject())
        .isTrue();
  }

  @Test
  void whatIsInMemoryIsListed() {
    var loaded =
        new OllamaPages.Loaded(
            ModelCard.named("hp-chat:latest"), 7, 2048, Instant.parse("2026-11-25T19:00:00Z"));

    assertThat(OllamaLists.loaded(OllamaPages.loaded(List.of(loaded))).orElseThrow())
        .singleElement()
        .satisfies(
            model -> {
              assertThat(model.name()).isEqualTo("hp-chat:latest");
              assertThat(model.bytesInVram()).isEqualTo(7);
              assertThat(model.contextLength()).isEqualTo(2048);
              assertThat(model.expires()).isEqualTo(Instant.parse("2026-11-25T19:00:00Z"));
            });
  }

  @Test
  void aPullSucceedsInALineOrAnObject() {
    assertThat(new String(OllamaPages.pulled(true), UTF_8)).isEqualTo("{\"status\":\"success\"}\n");
    assertThat(new String(OllamaPages.pulled(false), UTF_8)).isEqualTo("{\"status\":\"success\"}");
  }

  @Test
  void aQuestionAboutAModelNamesItInOneOfTwoFields() throws IOException {
    assertThat(shown("{\"model\":\"a\",\"name\":\"\"}"))
        .isEqualTo(new ModelQuestion.About("a", true));
    assertThat(shown("{\"NAME\":\"a\",\"model\":\"\"}"))
        .isEqualTo(new ModelQuestion.About("a", true));
    assertThat(ModelQuestion.pulled(stream("{\"model\":\"a\",\"stream\":false}")))
        .isEqualTo(new ModelQuestion.About("a", false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "errors/show-array-body",
        "errors/show-empty-body",
        "errors/show-invalid-json",
        "errors/show-model-number",
        "errors/show-no-model",
      })
  void anotherIsRefusedAsOllamaRefusesIt(String name) throws IOException {
    Recorded recorded = Recorded.named(name);

    assertThat(ModelQuestion.shown(new ByteArrayInputStream(recorded.requestBody())))
        .isEqualTo(
            new ModelQuestion.Refused(
                recorded.status(), Json.read(recorded.body()).path("error").asText()));
  }

  @ParameterizedTest
  @CsvSource({"{},invalid model name", "'',missing request body"})
  void aPullWithoutANameIsRefused(String body, String text) throws IOException {
    assertThat(ModelQuestion.pulled(stream(body))).isEqualTo(new ModelQuestion.Refused(400, text));
  }

  private static ModelQuestion shown(String body) throws IOException {
    return ModelQuestion.shown(stream(body));
  }

  private static ByteArrayInputStream stream(String body) {
    return new ByteArrayInputStream(body.getBytes(UTF_8));
  }

  /// A key of some models was told what else is in home's memory, and whatever else home said.
  @Test
  void homesPageIsShownAsFarAsTheKeyGoes() {
    String one = "{\"name\":\"a:latest\",\"size_vram\":1}";
    String two = "{\"name\":\"b:7b\",\"size_vram\":2}";
    byte[] page = ("{ \"models\": [" + one + "," + two + "]}").getBytes(UTF_8);
    assertThat(OllamaPages.loaded(page, _ -> true)).isSameAs(page);
    assertThat(OllamaPages.loaded(page, "a:latest"::equals))
        .asString(UTF_8)
        .isEqualTo("{\"models\":[" + one + "]}");
    assertThat(OllamaPages.loaded("<html>".getBytes(UTF_8), _ -> true))
        .asString(UTF_8)
        .isEqualTo("{\"models\":[]}");
  }
}
