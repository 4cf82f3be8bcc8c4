package dev.homeport.dialect.ollama;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.homeport.chat.Api;
import dev.homeport.dialect.Heard;
import dev.homeport.fake.Mutation;
import dev.homeport.fake.Recorded;
import dev.homeport.wire.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a real Ollama said to these bodies is what a client hears here.
class RecordedQuestionsTest {
  private static final Map<String, Api> APIS =
      Map.of(
          "/api/chat", Api.OLLAMA_CHAT,
          "/api/generate", Api.OLLAMA_GENERATE,
          "/api/embed", Api.OLLAMA_EMBED,
          "/api/embeddings", Api.OLLAMA_EMBEDDINGS);

  /// Refused because of the model, the engine or the cloud: not a matter of the body.
  private static final List<String> NOT_THE_BODY =
      List.of(
          "does not support",
          "not found",
          "invalid model name",
          "cloud",
          "unauthorized",
          "context length",
          "context size",
          "server busy",
          "scripted",
          "image input",
          "running the model",
          "model runner",
          "llama-server",
          "this model",
          "usage limit",
          "overloaded",
          "Post \"",
          "template:",
          "timed out",
          "failed",
          "error loading");

  /// Where we differ, on purpose.
  private static final Set<String> OTHERWISE =
      Set.of(
          // Tolerated, because well-meaning clients send it.
          "chat/image-data-url",
          // Deeper than 512 is refused here, deeper than 10000 there.
          "oddjson/deep-9000",
          // The number is printed otherwise.
          "oddjson/huge-number",
          // Nobody but the machine's owner sees rendered prompts.
          "chat/debug-render-only",
          "generate/debug-render-only",
          // Not HTTP as the server here takes it.
          "oddhttp/content-encoding-gzip");

  static Stream<Recorded> questions() {
    return Recorded.all().stream()
        .filter(each -> APIS.containsKey(each.path()) && each.method().equals("POST"))
        .filter(each -> !each.name().startsWith("oddhttp/") && !each.name().startsWith("security/"))
        .filter(each -> each.status() != 0 && !OTHERWISE.contains(each.name()));
  }

  @ParameterizedTest
  @MethodSource("questions")
  void eachIsHeardAsOllamaHeardIt(Recorded recorded) throws JsonProcessingException {
    Heard heard = Ask.hear(api(recorded), recorded.requestBody());

    if (recorded.status() == 200) {
      assertThat(heard).isNotInstanceOf(Heard.Objection.class);
      boolean load = new String(recorded.body(), UTF_8).contains("\"done_reason\":\"load\"");
      boolean unload = new String(recorded.body(), UTF_8).contains("\"done_reason\":\"unload\"");
      assertThat(heard instanceof Heard.Load).isEqualTo(load || unload);
      if (heard instanceof Heard.Load wish) {
        assertThat(wish.unload()).isEqualTo(unload);
      }
      return;
    }
    String said = Json.read(recorded.body()).path("error").asText();
    boolean ofTheBody =
        said.startsWith("raw mode")
            || said.contains("''")
            || NOT_THE_BODY.stream().noneMatch(said::contains);
    if (ofTheBody) {
      // A 500 for the client's own fault is a 400 here.
      int status = recorded.status() == 500 ? 400 : recorded.status();
      assertThat(heard).isEqualTo(new Heard.Objection(status, said, null));
    } else {
      assertThat(heard).isNotInstanceOf(Heard.Objection.class);
    }
  }

  private static Api api(Recorded recorded) {
    return Objects.requireNonNull(APIS.get(recorded.path()));
  }

  static Stream<Integer> seeds() {
    return IntStream.range(0, 40).boxed();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void mutatedQuestionsAreHeardOrRefused(int seed) {
    var random = new Random(seed);
    List<Recorded> questions = questions().toList();
    for (int i = 0; i < 60; i++) {
      Recorded recorded = questions.get(random.nextInt(questions.size()));
      byte[] body = Mutation.of(recorded.requestBody(), random);
      assertThat(Ask.hear(api(recorded), body)).isNotNull();
    }
  }
}
