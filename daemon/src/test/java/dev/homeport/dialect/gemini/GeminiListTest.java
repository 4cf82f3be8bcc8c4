package dev.homeport.dialect.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.chat.Api;
import dev.homeport.chat.Capability;
import dev.homeport.chat.EmbeddingRequest;
import dev.homeport.chat.Embeddings;
import dev.homeport.dialect.CallMemory;
import dev.homeport.dialect.Embedded;
import dev.homeport.fake.FakeWall;
import dev.homeport.wire.json.Json;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// The models that Gemini has, and the vectors that they make.
class GeminiListTest {
  private static final EmbeddingRequest TWO =
      new EmbeddingRequest(Api.OLLAMA_EMBED, "m", List.of("a", "b"), 8, null, null);

  private final GeminiProvider gemini = new GeminiProvider(new CallMemory(), new FakeWall());

  @Test
  void modelsSayWhatTheyCan() {
    String list =
        """
        {"models":[
          {"name":"models/gemini-2.5-flash","inputTokenLimit":1048576,"thinking":true,
           "supportedGenerationMethods":["generateContent","countTokens"]},
          {"name":"models/gemini-2.5-flash-image","supportedGenerationMethods":["generateContent"]},
          {"name":"models/gemini-2.5-flash-preview-tts","supportedGenerationMethods":["generateContent"]},
          {"name":"models/gemini-embedding-001","inputTokenLimit":2048,"supportedGenerationMethods":["embedContent"]},
          {"name":"models/gemma-3-27b-it","supportedGenerationMethods":["generateContent"]},
          {"name":"models/veo-3","supportedGenerationMethods":["predictLongRunning"]},
          {}, 7]}
        """;
    var cards = gemini.listed(list.getBytes(UTF_8)).orElseThrow();
    assertThat(cards.stream().map(card -> card.name()))
        .containsExactly(
            "gemini-2.5-flash", "gemini-2.5-flash-image", "gemini-embedding-001", "gemma-3-27b-it");
    assertThat(cards.getFirst().context()).isEqualTo(1_048_576);
    assertThat(cards.getFirst().capabilities())
        .containsExactlyInAnyOrder(
            Capability.COMPLETION,
            Capability.TOOLS,
            Capability.VISION,
            Capability.AUDIO,
            Capability.THINKING);
    assertThat(cards.get(1).capabilities())
        .contains(Capability.IMAGE)
        .doesNotContain(Capability.TOOLS);
    assertThat(cards.get(2).capabilities()).containsExactly(Capability.EMBEDDING);
    assertThat(cards.get(3).capabilities()).doesNotContain(Capability.TOOLS);
  }

  @Test
  void whatIsNoListIsNone() {
    assertThat(gemini.listed("{\"error\":{}}".getBytes(UTF_8))).isEmpty();
    assertThat(gemini.listed("<html>".getBytes(UTF_8))).isEmpty();
  }

  @Test
  void vectorsAreAskedForTogether() throws Exception {
    var call = gemini.embed(TWO, "gemini-embedding-001").orElseThrow();
    assertThat(call.target()).isEqualTo("/models/gemini-embedding-001:batchEmbedContents");
    assertThat(Json.text(Json.read(Objects.requireNonNull(call.body()).open())))
        .startsWith(
            """
            {"requests":[{"model":"models/gemini-embedding-001","content":{"parts":[{"text":"a"}]},\
            "outputDimensionality":8},""");
  }

  @Test
  void vectorsComeBackInOrder() {
    var two = read("{\"embeddings\":[{\"values\":[0.5,1]},{\"values\":[2]}]}");
    Embeddings embeddings = ((Embedded.Vectors) two).embeddings();
    assertThat(embeddings.vectors()).containsExactly(new double[] {0.5, 1}, new double[] {2});
    assertThat(embeddings.promptTokens()).isPositive();
  }

  @Test
  void fewerVectorsThanTextsAreNone() {
    assertThat(read("{\"embedding\":{\"values\":[1]}}")).isInstanceOf(Embedded.Failed.class);
    assertThat(read("{\"error\":{\"code\":429}}")).isInstanceOf(Embedded.Failed.class);
    assertThat(read("")).isInstanceOf(Embedded.Failed.class);
  }

  private Embedded read(String body) {
    return gemini.embedded(TWO, body.getBytes(UTF_8));
  }
}
