package dev.homeport.dialect.anthropic;

import dev.homeport.chat.ChatRequest;
import dev.homeport.dialect.AnswerStamp;
import dev.homeport.dialect.Call;
import dev.homeport.dialect.Passthrough;
import dev.homeport.dialect.Rendition;
import dev.homeport.dialect.Translation;
import dev.homeport.dialect.anthropic.passed.GatheredEvents;
import dev.homeport.dialect.anthropic.passed.PassedBody;
import dev.homeport.dialect.anthropic.passed.PassedEvents;
import dev.homeport.dialect.anthropic.passed.PassedQuestion;
import dev.homeport.wire.Payload;
import java.io.IOException;

/// The way between a client and a provider that both speak this API.
final class AnthropicPassthrough implements Passthrough {
  private final AnthropicProvider provider;

  AnthropicPassthrough(AnthropicProvider provider) {
    this.provider = provider;
  }

  @Override
  public Call call(ChatRequest request, Payload body, String model) throws IOException {
    return AnthropicProvider.call(PassedQuestion.of(request, body, model));
  }

  /// One object for a client that wants a stream cannot pass; it is understood and said again.
  @Override
  public Rendition rendition(ChatRequest request, AnswerStamp stamp, String type) {
    if (AnthropicProvider.areEvents(type)) {
      return request.stream()
          ? new PassedEvents(request, stamp)
          : new GatheredEvents(new PassedBody(request, stamp));
    }
    return request.stream()
        ? new Translation(
            provider.reader(request, "", type), AnthropicClient.writer(request, stamp))
        : new PassedBody(request, stamp);
  }
}
