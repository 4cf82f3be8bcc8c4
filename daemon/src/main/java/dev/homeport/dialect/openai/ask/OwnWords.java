package dev.homeport.dialect.openai.ask;

import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Format;
import dev.homeport.chat.Message;
import dev.homeport.chat.Part;
import dev.homeport.chat.Sampling;
import dev.homeport.dialect.openai.part.CallIds;
import dev.homeport.dialect.openai.preset.Quirk;
import java.util.EnumSet;
import java.util.Set;

/// Whether a provider would refuse a request as its client said it, although it could be said in
/// words that it takes. Then it is said anew instead of passed.
public final class OwnWords {
  private static final Set<Quirk> VOCABULARIES =
      EnumSet.of(
          Quirk.EFFORT, Quirk.THINKERS_BY_NAME, Quirk.REASONING_OBJECT, Quirk.THINKING_SWITCH);

  private OwnWords() {}

  /// Whether it has to be said in the provider's own words.
  ///
  /// @param model the provider's name for the model
  public static boolean areNeeded(ChatRequest request, String model, Set<Quirk> quirks) {
    boolean nine = quirks.contains(Quirk.IDS_OF_NINE);
    return hasForeignIds(request, nine)
        || wantsUnknownThinking(request, model, quirks)
        || (request.format() instanceof Format.Json && quirks.contains(Quirk.SCHEMA_FOR_JSON))
        || (request.topLogprobs() != null && quirks.contains(Quirk.NUMBERED_LOGPROBS))
        || (request.tooling().parallel() != null && quirks.contains(Quirk.NO_PARALLEL));
  }

  private static boolean hasForeignIds(ChatRequest request, boolean nine) {
    for (Message message : request.prompt().messages()) {
      for (Part part : message.parts()) {
        if (part instanceof Part.Call(String id, _, _) && !CallIds.legal(id, nine).equals(id)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean wantsUnknownThinking(
      ChatRequest request, String model, Set<Quirk> quirks) {
    boolean wish = request.reasoning() != null;
    if (!quirks.contains(Quirk.THINKERS_BY_NAME)) {
      return wish && quirks.stream().noneMatch(VOCABULARIES::contains);
    }
    boolean thinks = new ThinkingWriting(request.reasoning(), model, quirks).refusesSampling();
    Sampling sampling = request.sampling();
    boolean sampled =
        sampling.temperature() != null
            || sampling.topP() != null
            || sampling.presencePenalty() != null
            || sampling.frequencyPenalty() != null
            || sampling.maxTokens() != null;
    return thinks ? sampled || wish : wish;
  }
}
