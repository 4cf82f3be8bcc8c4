package dev.homeport.routing;

import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Reasoning;

/// Somebody who is asked.
///
/// @param model the provider's name for the model
/// @param reason why it is that model, for the log
/// @param thinks whether it may be told how much to think: not where it is known that it cannot
/// @param hope what is expected of it
public record Leg(String provider, String model, String reason, boolean thinks, Hope hope) {
  /// What is expected of somebody who is asked.
  public enum Hope {
    /// An answer.
    FAIR,
    /// Little: it failed lately, and is asked because nobody else is left.
    LAST_RESORT
  }

  /// Somebody of whom nothing is known that speaks against thinking.
  public Leg(String provider, String model, String reason) {
    this(provider, model, reason, true, Hope.FAIR);
  }

  /// The same with this hope.
  public Leg as(Hope other) {
    return new Leg(provider, model, reason, thinks, other);
  }

  /// The same, of which is known that it failed of this.
  Leg after(String cause) {
    return new Leg(provider, model, reason + "; it failed: " + cause, thinks, hope);
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
