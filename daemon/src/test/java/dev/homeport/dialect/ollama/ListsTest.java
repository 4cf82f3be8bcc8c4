package dev.homeport.dialect.ollama;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.chat.Api;
import dev.homeport.chat.Capability;
import dev.homeport.chat.Complaint;
import dev.homeport.chat.EmbeddingRequest;
import dev.homeport.chat.ModelCard;
import dev.homeport.dialect.Embedded;
import dev.homeport.fake.Mutation;
import dev.homeport.fake.Recorded;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListsTest {
  private static final OllamaProvider OLLAMA = Ask.OLLAMA;

  /// wire.md G.52: the list does not say what a model can do.
  @Test
  void theListSaysWhatThereIs() {
    List<ModelCard> models = OLLAMA.listed(body("basics/get-tags")).orElseThrow();
    ModelCard mini =
        models.stream().filter(m -> m.name().equals("all-minilm:latest")).findFirst().orElseThrow();

    assertThat(mini.size()).isEqualTo(18708);
    assertThat(mini.digest()).startsWith("cfc2c91fdfa363b6");
    assertThat(mini.context()).isEqualTo(256);
    assertThat(mini.modified()).isEqualTo(Instant.parse("2026-11-21T09:30:10.238046184Z"));
    assertThat(mini.details())
        .isEqualTo(new ModelCard.Details("gguf", "bert", List.of("bert"), "4K", "F32"));
    assertThat(models).extracting(ModelCard::capabilities).containsOnlyNulls();
    assertThat(OLLAMA.listed(body("nomodels/tags"))).contains(List.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "<html>", "{\"data\":[]}", "{\"models\":5}"})
  void whatIsNoListIsNone(String body) {
    assertThat(OLLAMA.listed(body.getBytes(UTF_8))).isEmpty();
  }

  @Test
  void thePageSaysWhatItCanDo() {
    ModelCard card = OLLAMA.paged(ModelCard.named("hp-native:latest"), body("basics/show-native"));

    assertThat(card.capabilities())
        .containsExactlyInAnyOrder(Capability.TOOLS, Capability.THINKING, Capability.COMPLETION);
    assertThat(card.context()).isEqualTo(4096);
    assertThat(card.details().format()).isEqualTo("gguf");
    assertThat(card.modified()).isNotNull();
  }

  /// wire.md G.64.
  @Test
  void thePageIsKeptWithoutTensorsAndPaths() {
    ModelCard card = OLLAMA.paged(ModelCard.named("hp-chat:latest"), body("basics/show-plain"));

    assertThat(card.page())
        .doesNotContain("tensors", "/srv/ollama")
        .contains("\"modelfile\"", "FROM hp-chat:latest", "\"model_info\"");
  }

  @Test
  void aPageThatDoesNotSayItLeavesItOpen() {
    ModelCard stub = OLLAMA.paged(ModelCard.named("stub-mok"), body("cloud/stub-show"));

    assertThat(stub.capabilities()).isNull();
    assertThat(stub.page()).isNotNull();
    assertThat(OLLAMA.paged(ModelCard.named("a"), "{}".getBytes(UTF_8)))
        .isEqualTo(ModelCard.named("a"));
  }

  @Test
  void vectorsAreAsManyAsTexts() {
    assertThat(embedded(Api.OLLAMA_EMBED, List.of("a", "b", "c"), "embed/array"))
        .isInstanceOfSatisfying(
            Embedded.Vectors.class,
            vectors -> {
              assertThat(vectors.embeddings().vectors()).hasSize(3);
              assertThat(vectors.embeddings().vectors().getFirst()[0]).isEqualTo(0.24242549);
              assertThat(vectors.embeddings().promptTokens()).isPositive();
            });
    assertThat(embedded(Api.OLLAMA_EMBEDDINGS, List.of("a"), "embed/old-route"))
        .isInstanceOf(Embedded.Vectors.class);
    assertThat(embedded(Api.OLLAMA_EMBED, List.of("a", "b"), "embed/array"))
        .isInstanceOfSatisfying(
            Embedded.Failed.class,
            failed -> assertThat(failed.complaint().kind()).isEqualTo(Complaint.Kind.NONSENSE));
  }

  static Stream<Integer> seeds() {
    return IntStream.range(0, 20).boxed();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void mutatedPagesAreNoSurprise(int seed) {
    var random = new Random(seed);
    for (int i = 0; i < 50; i++) {
      byte[] page = Mutation.of(body("basics/show-plain"), random);
      assertThat(OLLAMA.paged(ModelCard.named("m"), page).name()).isEqualTo("m");
      assertThat(OLLAMA.listed(Mutation.of(body("basics/get-tags"), random))).isNotNull();
      assertThat(
              OLLAMA.embedded(
                  new EmbeddingRequest(Api.OLLAMA_EMBED, "m", List.of("a"), null, null, null),
                  Mutation.of(body("embed/string"), random)))
          .isNotNull();
    }
  }

  private static Embedded embedded(Api api, List<String> inputs, String recording) {
    return OLLAMA.embedded(
        new EmbeddingRequest(api, "m", inputs, null, null, null), body(recording));
  }

  private static byte[] body(String recording) {
    return Recorded.named(recording).body();
  }
}
