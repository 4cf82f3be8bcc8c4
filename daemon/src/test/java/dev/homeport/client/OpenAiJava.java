package dev.homeport.client;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIException;
import com.openai.errors.OpenAIServiceException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionMessageToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.completions.CompletionUsage;
import com.openai.models.embeddings.Embedding;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.models.Model;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseOutputText;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import dev.homeport.lifecycle.Threads;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
  public String errorOf(int status) {
    return switch (status) {
      case 401 -> "UnauthorizedException";
      case 404 -> "NotFoundException";
      case 429 -> "RateLimitException";
      default -> "InternalServerException";
    };
  }

  @Override
  public Outcome does(Deed deed, Call call) {
    OpenAIClient client = client(call);
    try {
      return switch (deed) {
        case LIST -> list(client);
        case SHOW -> new Outcome.Given(client.models().retrieve(call.model()).id(), 1);
        case CHAT -> {
          ChatCompletion answer = client.chat().completions().create(asked(call).build());
          yield new Outcome.Given(words(answer), 1, note(answer));
        }
        case STREAM -> stream(client, asked(call));
        case COUNTED -> stream(client, counting(asked(call)));
        case HELPER -> helper(client, call);
        case CALLS -> calls(client, call);
        case RESPOND -> respond(client, call);
        case RESPONSE -> response(client, call);
        case TOOL -> tool(client, call);
        case EMBED -> embed(client, call);
        case RUN, GENERATE, GENERATION, COMPLETE, COMPLETION, TOKENS ->
            throw new AssertionError("it cannot " + deed);
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
        .maxRetries(call.repeats())
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

  private static ChatCompletionCreateParams.Builder counting(
      ChatCompletionCreateParams.Builder asked) {
    return asked.streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build());
  }

  private static String words(ChatCompletion answer) {
    return answer.choices().getFirst().message().content().orElse("");
  }

  private static String note(ChatCompletion answer) {
    return note(
        answer.model(),
        answer.choices().getFirst().finishReason().asString(),
        answer.usage().orElse(null));
  }

  private static String note(String model, String end, @Nullable CompletionUsage used) {
    String count = used == null ? "-" : used.promptTokens() + "+" + used.completionTokens();
    return model + " " + end + " " + count;
  }

  /// Not through the library's accumulator, which would notice a missing end all by itself.
  private static Outcome stream(OpenAIClient client, ChatCompletionCreateParams.Builder asked) {
    var pieces = new ArrayList<String>();
    var end = new AtomicReference<>("");
    var model = new AtomicReference<>("");
    var used = new AtomicReference<@Nullable CompletionUsage>();
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(asked.build())) {
      stream.stream()
          .forEach(
              chunk -> {
                model.set(chunk.model());
                chunk.usage().ifPresent(used::set);
                for (ChatCompletionChunk.Choice choice : chunk.choices()) {
                  choice.delta().content().ifPresent(pieces::add);
                  choice.finishReason().ifPresent(why -> end.set(why.asString()));
                }
              });
    }
    return new Outcome.Given(
        String.join("", pieces), pieces.size(), note(model.get(), end.get(), used.get()));
  }

  private static ChatCompletion accumulated(
      OpenAIClient client, ChatCompletionCreateParams.Builder asked) {
    var accumulator = ChatCompletionAccumulator.create();
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(asked.build())) {
      stream.stream().forEach(accumulator::accumulate);
    }
    return accumulator.chatCompletion();
  }

  private static Outcome helper(OpenAIClient client, Call call) {
    ChatCompletion whole = accumulated(client, counting(asked(call)));
    return new Outcome.Given(words(whole), 1, note(whole));
  }

  private static Outcome calls(OpenAIClient client, Call call) {
    ChatCompletion whole = accumulated(client, asked(call).addTool(WEATHER));
    var calls = new ArrayList<String>();
    var ids = new HashSet<String>();
    for (ChatCompletionMessageToolCall wanted :
        whole.choices().getFirst().message().toolCalls().orElse(List.of())) {
      var function = wanted.asFunction();
      ids.add(function.id());
      calls.add(function.function().name() + " " + function.function().arguments());
    }
    return new Outcome.Given(String.join(", ", calls), ids.size(), note(whole));
  }

  private static ResponseCreateParams responding(Call call) {
    return ResponseCreateParams.builder().model(call.model()).input(call.prompt()).build();
  }

  private static Outcome response(OpenAIClient client, Call call) {
    Response whole = client.responses().create(responding(call));
    String text =
        whole.output().stream()
            .flatMap(item -> item.message().stream())
            .flatMap(message -> message.content().stream())
            .flatMap(part -> part.outputText().stream())
            .map(ResponseOutputText::text)
            .collect(Collectors.joining());
    return new Outcome.Given(text, 1, note(whole));
  }

  private static String note(Response whole) {
    String end = whole.status().map(ResponseStatus::asString).orElse("");
    String used =
        whole.usage().map(usage -> usage.inputTokens() + "+" + usage.outputTokens()).orElse("-");
    return whole.model().asString() + " " + end + " " + used;
  }

  private static Outcome respond(OpenAIClient client, Call call) {
    ResponseCreateParams asked = responding(call);
    var accumulator = ResponseAccumulator.create();
    var pieces = new ArrayList<String>();
    try (StreamResponse<ResponseStreamEvent> stream = client.responses().createStreaming(asked)) {
      stream.stream()
          .map(accumulator::accumulate)
          .flatMap(event -> event.outputTextDelta().stream())
          .forEach(delta -> pieces.add(delta.delta()));
    }
    return new Outcome.Given(String.join("", pieces), pieces.size(), note(accumulator.response()));
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
    List<Float> last = vectors.getLast().embedding();
    return new Outcome.Given(
        vectors.size() + " vectors", last.size(), Integer.toString(last.getFirst().intValue()));
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
