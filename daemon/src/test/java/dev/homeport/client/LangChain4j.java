package dev.homeport.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.homeport.lifecycle.Threads;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.jdk.JdkHttpClientBuilder;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.ollama.OllamaEmbeddingModel;
import dev.langchain4j.model.ollama.OllamaModel;
import dev.langchain4j.model.ollama.OllamaModels;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import dev.langchain4j.model.output.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/// `langchain4j-ollama`, on the JDK's HTTP client.
final class LangChain4j implements ClientLibrary {
  private static final long LONGEST_SECONDS = 15;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final ToolSpecification WEATHER =
      ToolSpecification.builder()
          .name("get_weather")
          .description("The weather in a city")
          .parameters(JsonObjectSchema.builder().addStringProperty("city").required("city").build())
          .build();

  @Override
  public String errorOf(int status) {
    return switch (status) {
      case 401 -> "AuthenticationException";
      case 404 -> "ModelNotFoundException";
      case 429 -> "RateLimitException";
      default -> "InternalServerException";
    };
  }

  @Override
  public Outcome does(Deed deed, Call call) {
    try {
      return switch (deed) {
        case LIST -> list(call);
        case SHOW -> show(call);
        case CHAT -> chat(call);
        case STREAM -> stream(call);
        case TOOL -> tool(call);
        case EMBED -> embed(call);
        case CALLS -> calls(call);
        case COUNTED,
            HELPER,
            RUN,
            RESPOND,
            RESPONSE,
            GENERATE,
            GENERATION,
            COMPLETE,
            COMPLETION,
            TOKENS ->
            throw new AssertionError("it cannot " + deed);
      };
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } catch (Exception e) {
      return failure(e);
    }
  }

  private static Map<String, String> headers(Call call) {
    return Map.of(call.header(), call.key());
  }

  private static OllamaChatModel plain(Call call) {
    return OllamaChatModel.builder()
        .baseUrl(call.url())
        .customHeaders(headers(call))
        .modelName(call.model())
        .maxRetries(call.repeats())
        .build();
  }

  private static OllamaStreamingChatModel streaming(Call call) {
    return OllamaStreamingChatModel.builder()
        .baseUrl(call.url())
        .customHeaders(headers(call))
        .modelName(call.model())
        .build();
  }

  private static OllamaModels models(Call call) {
    return OllamaModels.builder()
        .httpClientBuilder(new KeyedHttp.Builder(new JdkHttpClientBuilder(), call))
        .baseUrl(call.url())
        .maxRetries(call.repeats())
        .build();
  }

  private static Outcome list(Call call) {
    List<OllamaModel> models = models(call).availableModels().content();
    return new Outcome.Given(
        models.stream().map(OllamaModel::getName).collect(Collectors.joining(" ")), models.size());
  }

  private static Outcome show(Call call) {
    List<String> can = models(call).modelCard(call.model()).content().getCapabilities();
    return new Outcome.Given(String.join(" ", can), can.size());
  }

  private static Outcome chat(Call call) {
    ChatResponse answer = plain(call).chat(UserMessage.from(call.prompt()));
    return new Outcome.Given(answer.aiMessage().text(), 1, note(answer));
  }

  private static String note(ChatResponse answer) {
    TokenUsage used = answer.tokenUsage();
    return answer.modelName()
        + " "
        + answer.finishReason()
        + " "
        + (used == null ? "-" : used.inputTokenCount() + "+" + used.outputTokenCount());
  }

  private static Outcome stream(Call call) throws Exception {
    var count = new AtomicInteger();
    ChatRequest asked = ChatRequest.builder().messages(UserMessage.from(call.prompt())).build();
    ChatResponse whole = streamed(call, asked, count);
    return new Outcome.Given(whole.aiMessage().text(), count.get(), note(whole));
  }

  private static Outcome calls(Call call) throws Exception {
    ChatRequest asked = offering(List.of(UserMessage.from(call.prompt())));
    ChatResponse whole = streamed(call, asked, new AtomicInteger());
    var calls = new ArrayList<String>();
    for (ToolExecutionRequest wanted : whole.aiMessage().toolExecutionRequests()) {
      calls.add(wanted.name() + " " + MAPPER.readTree(wanted.arguments()));
    }
    return new Outcome.Given(String.join(", ", calls), calls.size(), note(whole));
  }

  private static ChatResponse streamed(Call call, ChatRequest asked, AtomicInteger count)
      throws Exception {
    var ended = new CompletableFuture<ChatResponse>();
    streaming(call)
        .chat(
            asked,
            new StreamingChatResponseHandler() {
              @Override
              public void onPartialResponse(String text) {
                count.incrementAndGet();
              }

              @Override
              public void onCompleteResponse(ChatResponse whole) {
                ended.complete(whole);
              }

              @Override
              public void onError(Throwable error) {
                ended.completeExceptionally(error);
              }
            });
    return ended.get(LONGEST_SECONDS, TimeUnit.SECONDS);
  }

  private static Outcome tool(Call call) throws JsonProcessingException {
    OllamaChatModel model = plain(call);
    List<ChatMessage> said = new ArrayList<>(List.of(UserMessage.from(call.prompt())));
    AiMessage wish = chat(model, said).aiMessage();
    said.add(wish);
    var results = new ArrayList<String>();
    for (ToolExecutionRequest wanted : wish.toolExecutionRequests()) {
      String result = "sunny in " + MAPPER.readTree(wanted.arguments()).path("city").asText();
      results.add(result);
      said.add(ToolExecutionResultMessage.from(wanted, result));
    }
    String answer = chat(model, said).aiMessage().text();
    return new Outcome.Given(String.join(" ", results) + ": " + answer, results.size());
  }

  private static ChatResponse chat(OllamaChatModel model, List<ChatMessage> said) {
    return model.chat(offering(said));
  }

  private static ChatRequest offering(List<ChatMessage> said) {
    return ChatRequest.builder().messages(said).toolSpecifications(WEATHER).build();
  }

  private static Outcome embed(Call call) {
    OllamaEmbeddingModel model =
        OllamaEmbeddingModel.builder()
            .baseUrl(call.url())
            .customHeaders(headers(call))
            .modelName(call.model())
            .maxRetries(call.repeats())
            .build();
    List<Embedding> vectors =
        model.embedAll(List.of(TextSegment.from("one"), TextSegment.from("two"))).content();
    Embedding last = vectors.getLast();
    String first = Integer.toString((int) last.vector()[0]);
    return new Outcome.Given(vectors.size() + " vectors", last.dimension(), first);
  }

  /// Before the first piece there is nothing to cancel a stream by; who waits for a plain answer is
  /// interrupted.
  @Override
  public Begun begin(Call call, int pieces) throws Exception {
    if (pieces == 0) {
      Thread waiting = Threads.virtual("langchain4j", () -> does(Deed.CHAT, call));
      return () -> {
        waiting.interrupt();
        waiting.join();
      };
    }
    var spoken = new CompletableFuture<StreamingHandle>();
    streaming(call)
        .chat(
            call.prompt(),
            new StreamingChatResponseHandler() {
              @Override
              public void onPartialResponse(PartialResponse piece, PartialResponseContext context) {
                spoken.complete(context.streamingHandle());
              }

              @Override
              public void onCompleteResponse(ChatResponse whole) {}

              @Override
              public void onError(Throwable error) {
                spoken.completeExceptionally(error);
              }
            });
    StreamingHandle handle = spoken.get(LONGEST_SECONDS, TimeUnit.SECONDS);
    return handle::cancel;
  }

  private static Outcome failure(Exception error) {
    Throwable told = error instanceof ExecutionException ? error.getCause() : error;
    int status = 0;
    for (Throwable each = told; each != null; each = each.getCause()) {
      if (each instanceof HttpException http) {
        status = http.statusCode();
      }
    }
    return new Outcome.Failed(
        told == null ? "" : told.getClass().getSimpleName(), status, String.valueOf(told));
  }

  @Override
  public void close() {
    // Each call has a client of its own.
  }
}
