package dev.homeport.routing;

import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Reasoning;

/// Somebody who is asked.
///
/// @param model the provider's name for the model
/// @param reason why it is that model, for the log
/// @param thinks whether it may be told how much to think: not where it is known that it cannot
public record Leg(String provider, String model, String reason, boolean thinks) {
  /// Somebody of whom nothing is known that speaks against thinking.
  public Leg(String provider, String model, String reason) {
    this(provider, model, reason, true);
  }

  /// The request as this one can be asked it: without a wish to think that it would be refused for.
  /// An answer without thoughts is an answer; everything else that a model lacks is a reason not to
  /// ask it.
  public ChatRequest fit(ChatRequest request) {
    Reasoning reasoning = request.reasoning();
    if (thinks || reasoning == null || !reasoning.on()) {
      return request;
    }
    return new ChatRequest(
        request.api(),
        request.model(),
        request.prompt(),
        request.tooling(),
        request.format(),
        request.sampling(),
        null,
        request.topLogprobs(),
        request.context(),
        request.stream(),
        request.user());
  }
}
