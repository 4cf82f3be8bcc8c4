package dev.homeport.dialect.openai.ask;

import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Format;
import dev.homeport.chat.Message;
import dev.homeport.chat.Part;
import dev.homeport.chat.Prompt;
import dev.homeport.dialect.openai.preset.Quirk;
import dev.homeport.dialect.turn.CallLog;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a provider's API cannot carry. Better not to ask it than to ask it something else.
public final class Lacking {
  private Lacking() {}

  /// The first thing of this request, nothing where all can be carried.
  public static @Nullable String of(ChatRequest request, Set<Quirk> quirks) {
    if (request.format() instanceof Format.Schema && quirks.contains(Quirk.NO_SCHEMA)) {
      return "a JSON schema for the answer";
    }
    if (request.topLogprobs() != null && quirks.contains(Quirk.NO_LOGPROBS)) {
      return "the chances of tokens";
    }
    return switch (request.prompt()) {
      case Prompt.Plain plain -> ofText(plain, quirks);
      case Prompt.Conversation(var messages) -> ofMessages(messages);
    };
  }

  private static @Nullable String ofText(Prompt.Plain plain, Set<Quirk> quirks) {
    if (plain.local()) {
      return "a template or a context of Ollama's own";
    }
    if (plain.suffix() != null && !quirks.contains(Quirk.SUFFIX)) {
      return "a gap to fill in before a suffix";
    }
    if (plain.raw() && !quirks.contains(Quirk.COMPLETIONS)) {
      return "a raw prompt";
    }
    boolean asText = plain.raw() || plain.suffix() != null;
    return asText && !plain.pictures().isEmpty() ? "pictures beside a raw prompt" : null;
  }

  private static @Nullable String ofMessages(List<Message> messages) {
    var calls = new CallLog();
    for (Message message : messages) {
      switch (message) {
        case Message.Assistant said -> said.all(Part.Call.class).forEach(calls::called);
        case Message.Result result -> {
          if (calls.answered(result.call(), result.tool()) == null) {
            return "the result of a tool that was not called";
          }
          if (!result.parts().stream().allMatch(Part.Text.class::isInstance)) {
            return "pictures in the result of a tool";
          }
        }
        case Message.Instruction _, Message.User _ -> {}
      }
    }
    return null;
  }
}
