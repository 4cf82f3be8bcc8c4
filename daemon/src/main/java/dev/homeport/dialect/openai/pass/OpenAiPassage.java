package dev.homeport.dialect.openai.pass;

import dev.homeport.chat.Api;
import dev.homeport.chat.ChatRequest;
import dev.homeport.dialect.AnswerStamp;
import dev.homeport.dialect.AnswerWriter;
import dev.homeport.dialect.Call;
import dev.homeport.dialect.EditedPayload;
import dev.homeport.dialect.Passthrough;
import dev.homeport.dialect.ProviderDialect;
import dev.homeport.dialect.Rendition;
import dev.homeport.dialect.Translation;
import dev.homeport.dialect.openai.answer.Reading;
import dev.homeport.dialect.openai.ask.OwnWords;
import dev.homeport.dialect.openai.preset.Quirk;
import dev.homeport.dialect.openai.write.ChatBody;
import dev.homeport.dialect.openai.write.ChatStream;
import dev.homeport.dialect.openai.write.Events;
import dev.homeport.dialect.openai.write.TextBody;
import dev.homeport.dialect.openai.write.TextStream;
import dev.homeport.dialect.openai.write.Wishes;
import dev.homeport.wire.Field;
import dev.homeport.wire.Payload;
import dev.homeport.wire.edit.JsonEdit;
import dev.homeport.wire.frame.Bytes;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The passage of one request and its answer: it remembers from the one to the other what the
/// client wanted, so each request needs a passage of its own.
///
/// A request is said anew instead of passed where the provider would refuse the client's words. An
/// answer is translated instead of passed where the request was, where it is one object for a
/// client that wants a stream, or where the provider cannot be trusted to tell calls apart.
public final class OpenAiPassage implements Passthrough {
  private static final String USAGE = "{\"include_usage\":true}";

  /// By these a client would choose the model past us, and past what its key may use: OpenRouter
  /// asks the `models` in turn, follows a `preset`, and LiteLLM its `fallbacks`.
  private static final List<String> OTHER_MODELS = List.of("models", "preset", "fallbacks");

  private final ProviderDialect provider;
  private final Set<Quirk> quirks;
  private final Reading reading;
  private final Headers headers;
  private Wishes wishes = new Wishes(false, false);
  private boolean anew;

  /// The headers of a call with JSON.
  @FunctionalInterface
  public interface Headers {
    /// They, for an answer that is to be streamed or not.
    List<Field> of(boolean stream);
  }

  /// @param provider says a request anew that cannot be passed
  public OpenAiPassage(
      ProviderDialect provider, Set<Quirk> quirks, Reading reading, Headers headers) {
    this.provider = provider;
    this.quirks = quirks;
    this.reading = reading;
    this.headers = headers;
  }

  @Override
  public Call call(ChatRequest request, Payload body, String model) throws IOException {
    WishReading read = WishReading.of(body);
    wishes = read.wishes();
    boolean foreign = read.hasDeveloper() && !quirks.contains(Quirk.DEVELOPER);
    if (wishes.old() || foreign || OwnWords.areNeeded(request, model, quirks)) {
      return anew(request, model);
    }
    var edits = edit(request, read.canStream(), model).plain().scan(body::writeTo);
    if (edits.isEmpty()) {
      return anew(request, model);
    }
    String target = request.api() == Api.OPENAI_COMPLETIONS ? "/completions" : "/chat/completions";
    return new Call(
        "POST", target, headers.of(read.canStream()), new EditedPayload(body, edits.get()));
  }

  private Call anew(ChatRequest request, String model) {
    anew = true;
    return provider.ask(request, model, List.of());
  }

  private JsonEdit edit(ChatRequest request, boolean streams, String model) {
    var edit = JsonEdit.builder().caseless().put("model", new Bytes().quoted(model).toString());
    OTHER_MODELS.forEach(edit::drop);
    if (streams) {
      edit.put("stream", "true");
    }
    if (streams && quirks.contains(Quirk.USAGE_ON_REQUEST)) {
      edit.put("stream_options", USAGE);
    } else if (!request.stream()) {
      edit.drop("stream_options");
    }
    History.forget(quirks, edit);
    return edit.build();
  }

  @Override
  public Rendition rendition(ChatRequest request, AnswerStamp stamp, String type) {
    String lower = type.toLowerCase(Locale.ROOT);
    boolean object = lower.startsWith("application/json");
    boolean looseCalls = quirks.contains(Quirk.LOOSE_CALLS) && !request.tooling().tools().isEmpty();
    if (anew || looseCalls || (request.stream() && object)) {
      return new Translation(reading.answer(request, type), writer(request, stamp));
    }
    var sieve = new Sieve(request, stamp, reading, wishes.usage());
    return request.stream()
        ? new PassedStream(sieve, reading, events(request, stamp), lower)
        : new PassedBody(sieve, reading.answer(request, type), request);
  }

  private Events events(ChatRequest request, AnswerStamp stamp) {
    return request.api() == Api.OPENAI_COMPLETIONS
        ? new Events("cmpl-", "text_completion", request, stamp, wishes.usage())
        : new Events("chatcmpl-", "chat.completion.chunk", request, stamp, wishes.usage());
  }

  private AnswerWriter writer(ChatRequest request, AnswerStamp stamp) {
    if (request.api() == Api.OPENAI_COMPLETIONS) {
      return request.stream()
          ? new TextStream(request, stamp, wishes)
          : new TextBody(request, stamp);
    }
    return request.stream()
        ? new ChatStream(request, stamp, wishes)
        : new ChatBody(request, stamp, wishes);
  }
}
