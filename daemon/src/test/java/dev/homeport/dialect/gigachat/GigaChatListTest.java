package dev.homeport.dialect.gigachat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.chat.Api;
import dev.homeport.chat.Capability;
import dev.homeport.chat.Complaint.Kind;
import dev.homeport.chat.EmbeddingRequest;
import dev.homeport.chat.Embeddings;
import dev.homeport.dialect.CallMemory;
import dev.homeport.dialect.Embedded;
import dev.homeport.fake.FakeWall;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// GigaChat's errors, models and vectors (wire.md E.2, E.3).
class GigaChatListTest {
  private static final EmbeddingRequest TWO =
      new EmbeddingRequest(Api.OLLAMA_EMBED, "m", List.of("a", "b"), null, null, null);

  private final GigaChatProvider gigachat =
      new GigaChatProvider(new CallMemory(), Scope.GIGACHAT_API_PERS, new FakeWall());

  @ParameterizedTest
  @CsvSource({
    "400, BAD_REQUEST",
    "401, KEY",
    "402, QUOTA",
    "403, FORBIDDEN",
    "404, NO_MODEL",
    "413, CONTEXT",
    "405, SERVER",
    "408, TIMEOUT",
    "409, SERVER",
    "410, NO_MODEL",
    "418, SERVER",
    "422, BAD_REQUEST",
    "431, SERVER",
    "451, SERVER",
    "429, CONCURRENCY",
    "500, SERVER",
    "502, SERVER",
    "503, OVERLOADED",
    "504, TIMEOUT",
  })
  void statusSaysWhatItMeans(int status, Kind kind) {
    byte[] body = "{\"status\":%d,\"message\":\"No\\nway\"}".formatted(status).getBytes(UTF_8);
    var complaint = gigachat.complaint(status, name -> name.equals("Retry-After") ? "3" : "", body);
    assertThat(complaint.kind()).isEqualTo(kind);
    assertThat(complaint.said()).isEqualTo("No way");
    assertThat(complaint.retryAfter()).isEqualTo(Duration.ofSeconds(3));
  }

  /// G.45: one stream is all that a person has.
  @Test
  void companyHasARateWhereAPersonHasOneStream() {
    var company = new GigaChatProvider(new CallMemory(), Scope.GIGACHAT_API_CORP, new FakeWall());
    assertThat(company.complaint(429, _ -> "", new byte[0]).kind()).isEqualTo(Kind.RATE);
    assertThat(Scope.GIGACHAT_API_PERS.streams()).isEqualTo(1);
    assertThat(Scope.GIGACHAT_API_B2B.streams()).isEqualTo(10);
  }

  @Test
  void modelsSayWhatTheyCan() {
    var cards =
        gigachat
            .listed(
                """
                {"object":"list","data":[{"id":"GigaChat-2","type":"chat"},{"id":"GigaChat-2-Max","type":"chat"},
                 {"id":"Embeddings","type":"embedder"},{"id":"new","type":"other"},{}]}
                """
                    .getBytes(UTF_8))
            .orElseThrow();
    assertThat(cards.stream().map(card -> card.name()))
        .containsExactly("GigaChat-2", "GigaChat-2-Max", "Embeddings", "new");
    assertThat(cards.get(0).capabilities())
        .contains(Capability.TOOLS)
        .doesNotContain(Capability.VISION);
    assertThat(cards.get(1).capabilities()).contains(Capability.VISION);
    assertThat(cards.get(2).capabilities()).containsExactly(Capability.EMBEDDING);
    assertThat(cards.get(3).capabilities()).isNull();
    assertThat(gigachat.listed("<html>".getBytes(UTF_8))).isEmpty();
  }

  /// H6: in the order of the texts, each counted apart.
  @Test
  void vectorsComeBackInOrder() {
    Embedded read =
        read(
            """
            {"object":"list","data":[{"embedding":[2],"index":1,"usage":{"prompt_tokens":5}},
             {"embedding":[0.5,1],"index":0,"usage":{"prompt_tokens":6}}]}
            """);
    Embeddings embeddings = ((Embedded.Vectors) read).embeddings();
    assertThat(embeddings.vectors()).containsExactly(new double[] {0.5, 1}, new double[] {2});
    assertThat(embeddings.promptTokens()).isEqualTo(11);
  }

  @Test
  void missingVectorIsAFailure() {
    assertThat(read("{\"data\":[{\"embedding\":[2],\"index\":0},{\"embedding\":[2],\"index\":7}]}"))
        .isInstanceOf(Embedded.Failed.class);
    assertThat(read("{\"status\":402,\"message\":\"Payment Required\"}"))
        .isInstanceOfSatisfying(
            Embedded.Failed.class,
            failed -> assertThat(failed.complaint().kind()).isEqualTo(Kind.QUOTA));
    assertThat(read("")).isInstanceOf(Embedded.Failed.class);
  }

  private Embedded read(String body) {
    return gigachat.embedded(TWO, body.getBytes(UTF_8));
  }
}
