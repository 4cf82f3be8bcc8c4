package dev.homeport.chat;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a client asks of a model. What it did not say is `null` and is not said to a provider
/// either.
///
/// @param api the call it came by
/// @param model the name the client used
/// @param reasoning how much it shall think
/// @param topLogprobs whether it wants the chances of tokens, and of how many others beside each
/// @param context how many tokens of context it wants to have at least (`num_ctx`)
/// @param stream whether it wants the answer piece by piece
/// @param user whom it asks for
public record ChatRequest(
    Api api,
    String model,
    Prompt prompt,
    Tooling tooling,
    Format format,
    Sampling sampling,
    @Nullable Reasoning reasoning,
    @Nullable Integer topLogprobs,
    @Nullable Integer context,
    boolean stream,
    @Nullable String user) {

  /// What a model must be able to do to answer this in full.
  public Set<Capability> needs() {
    var needs = EnumSet.of(Capability.COMPLETION);
    if (!tooling.tools().isEmpty()) {
      needs.add(Capability.TOOLS);
    }
    if (prompt.has(Part.Picture.class)) {
      needs.add(Capability.VISION);
    }
    if (prompt.has(Part.Sound.class)) {
      needs.add(Capability.AUDIO);
    }
    if (prompt instanceof Prompt.Plain plain && plain.suffix() != null) {
      needs.add(Capability.INSERT);
    }
    return needs;
  }

  /// About how many tokens the prompt has, where nobody counts them.
  public long estimatedTokens() {
    long bytes = prompt.weight();
    for (Tool tool : tooling.tools()) {
      bytes += tool.weight();
    }
    return Estimate.tokens(bytes);
  }
}
