package dev.homeport.client;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIException;
import com.openai.errors.OpenAIServiceException;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionMessageToolCall;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.embeddings.Embedding;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.models.Model;
import dev.homeport.lifecycle.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/// `openai-java`.
final class OpenAiJava implements ClientLibrary {
  /// The arguments of the tool.
  static final class Weather {
    public String city = "";
  }

  private static final ChatCompletionFunctionTool WEATHER =
      ChatCompletionFunctionTool.builder()
          .function(
              FunctionDefinition.builder()
                  .name("get_weather")
                  .description("The weather in a city")
                  .parameters(
                      FunctionParameters.builder()
                          .putAdditionalProperty("type", JsonValue.from("object"))
                          .putAdditionalProperty("required", JsonValue.from(List.of("city")))
                          .putAdditionalProperty(
                              "properties",
                              JsonValue.from(Map.of("city", Map.of("type", "string"))))
                          .build())
                  .build())
          .build();

  @Override
  public Outcome does(Deed deed, Call call) {
    OpenAIClient client = client(call);
    try {
      return switch (deed) {
        case LIST -> list(client);
        case SHOW -> new Outcome.Given(client.models().retrieve(call.model()).id(), 1);
        case CHAT -> new Outcome.Given(chat(client, asked(call)).content().orElse(""), 1);
        case STREAM -> stream(client, call);
        case TOOL -> tool(client, call);
        case EMBED -> embed(client, call);
      };
    } catch (OpenAIException e) {
      return failure(e);
    } finally {
      client.close();
    }
  }

  private static OpenAIClient client(Call call) {
    return OpenAIOkHttpClient.builder()
        .baseUrl(call.url() + (call.url().endsWith("/") ? "v1/" : "/v1"))
        .apiKey(call.secret())
        .maxRetries(0)
        .build();
  }

  private static ChatCompletionCreateParams.Builder asked(Call call) {
    return ChatCompletionCreateParams.builder().model(call.model()).addUserMessage(call.prompt());
  }

  private static ChatCompletionMessage chat(
      OpenAIClient client, ChatCompletionCreateParams.Builder asked) {
    return client.chat().completions().create(asked.build()).choices().getFirst().message();
  }

  private static Outcome list(OpenAIClient client) {
    List<Model> models = client.models().list().items();
    return new Outcome.Given(
        models.stream().map(Model::id).collect(Collectors.joining(" ")), models.size());
  }

  /// Not through the library's accumulator, which would notice a missing end all by itself.
  private static Outcome stream(OpenAIClient client, Call call) {
    var pieces = new ArrayList<String>();
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(asked(call).build())) {
      stream.stream()
          .flatMap(piece -> piece.choices().stream())
          .flatMap(choice -> choice.delta().content().stream())
          .forEach(pieces::add);
    }
    return new Outcome.Given(String.join("", pieces), pieces.size());
  }

  private static Outcome tool(OpenAIClient client, Call call) {
    ChatCompletionCreateParams.Builder asked = asked(call).addTool(WEATHER);
    ChatCompletionMessage wish = chat(client, asked);
    asked.addMessage(wish);
    var results = new ArrayList<String>();
    for (ChatCompletionMessageToolCall wanted : wish.toolCalls().orElse(List.of())) {
      String result = "sunny in " + wanted.asFunction().function().arguments(Weather.class).city;
      results.add(result);
      asked.addMessage(
          ChatCompletionToolMessageParam.builder()
              .toolCallId(wanted.asFunction().id())
              .content(result)
              .build());
    }
    String answer = chat(client, asked).content().orElse("");
    return new Outcome.Given(String.join(" ", results) + ": " + answer, results.size());
  }

  private static Outcome embed(OpenAIClient client, Call call) {
    var asked =
        EmbeddingCreateParams.builder()
            .model(call.model())
            .inputOfArrayOfStrings(List.of("one", "two"))
            .build();
    List<Embedding> vectors = client.embeddings().create(asked).data();
    return new Outcome.Given(vectors.size() + " vectors", vectors.getLast().embedding().size());
  }

  /// Who wants to leave interrupts the thread that reads, a virtual one: closing a stream from
  /// another thread waits, in this library, for the next piece.
  @Override
  public Begun begin(Call call, int pieces) throws InterruptedException {
    var spoken = new CountDownLatch(pieces);
    Thread reader = Threads.virtual("openai-java", () -> read(call, spoken));
    spoken.await();
    return () -> {
      reader.interrupt();
      reader.join();
    };
  }

  private static void read(Call call, CountDownLatch spoken) {
    OpenAIClient client = client(call);
    try (StreamResponse<ChatCompletionChunk> pieces =
        client.chat().completions().createStreaming(asked(call).build())) {
      pieces.stream().forEach(_ -> spoken.countDown());
    } catch (OpenAIException _) {
      // That is how it ends.
    } finally {
      client.close();
    }
  }

  private static Outcome failure(OpenAIException error) {
    int status = error instanceof OpenAIServiceException told ? told.statusCode() : 0;
    return new Outcome.Failed(error.getClass().getSimpleName(), status, error.toString());
  }

  @Override
  public void close() {
    // Each call has a client of its own.
  }
}
