package dev.homeport.dialect.anthropic.asked;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Message;
import dev.homeport.chat.Part;
import dev.homeport.chat.Reasoning;
import dev.homeport.chat.Tooling.Choice;
import dev.homeport.dialect.CallMemory;
import dev.homeport.wire.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How much the model is told to think.
sealed interface Thinking {
  /// The least budget that the API takes.
  int LEAST = 1024;

  /// Not at all, which is what it does when nothing is said.
  record Off() implements Thinking {}

  /// At most so many tokens, a part of those the answer may have.
  record Budget(int tokens) implements Thinking {}

  /// As it likes, with this effort where one is said.
  ///
  /// @param shown whether it must be asked to show its thoughts
  record Adaptive(@Nullable String effort, boolean shown) implements Thinking {}

  /// What can be had of what the client wants.
  ///
  /// A tool that must be called rules thinking out, and so does a result of a call whose thoughts
  /// nobody remembers: the API wants to have them back with it.
  static Thinking of(ChatRequest request, Generation generation, CallMemory memory) {
    Reasoning wanted = request.reasoning();
    if (wanted == null || !wanted.on() || isForced(request.tooling().choice())) {
      return new Off();
    }
    if (generation.thinksAsItLikes()) {
      return new Adaptive(effort(wanted), generation.hidesThoughts());
    }
    int budget = budget(wanted);
    Long most = request.sampling().maxTokens();
    if (most != null) {
      budget = (int) Math.min(budget, most / 2);
    }
    return budget < LEAST || isAboutForgotten(request.prompt().messages(), memory)
        ? new Off()
        : new Budget(budget);
  }

  private static boolean isForced(@Nullable Choice choice) {
    return choice instanceof Choice.Required || choice instanceof Choice.Named;
  }

  private static boolean isAboutForgotten(List<Message> messages, CallMemory memory) {
    if (messages.isEmpty() || !(messages.getLast() instanceof Message.Result)) {
      return false;
    }
    for (Message message : messages.reversed()) {
      if (message instanceof Message.Assistant assistant) {
        return thoughts(assistant, memory) == null;
      }
    }
    return true;
  }

  /// The blocks that came before the first call of this turn, as they came.
  static @Nullable String thoughts(Message.Assistant turn, CallMemory memory) {
    List<Part.Call> calls = turn.all(Part.Call.class);
    return calls.isEmpty() ? null : memory.of(calls.getFirst().id());
  }

  private static int budget(Reasoning wanted) {
    Integer budget = wanted.budget();
    if (budget != null) {
      return Math.max(budget, LEAST);
    }
    String effort = wanted.effort();
    return switch (effort == null ? "medium" : effort) {
      case "minimal" -> LEAST;
      case "low" -> 2 * LEAST;
      case "high" -> 16 * LEAST;
      case "max" -> 32 * LEAST;
      default -> 8 * LEAST;
    };
  }

  private static @Nullable String effort(Reasoning wanted) {
    String effort = wanted.effort();
    if (effort != null) {
      return effort.equals("minimal") ? "low" : effort;
    }
    Integer budget = wanted.budget();
    if (budget == null) {
      return null;
    }
    return budget <= 2 * LEAST ? "low" : budget <= 8 * LEAST ? "medium" : "high";
  }

  /// How many tokens more than the answer itself it may cost, where nobody said how many.
  default int room() {
    return switch (this) {
      case Off _ -> 0;
      case Budget(int tokens) -> tokens;
      case Adaptive _ -> 16 * LEAST;
    };
  }

  /// Says it.
  default void put(ObjectNode body, ObjectNode outputConfig) {
    switch (this) {
      case Off _ -> {}
      case Budget(int tokens) ->
          body.set("thinking", Json.object().put("type", "enabled").put("budget_tokens", tokens));
      case Adaptive(String effort, boolean shown) -> {
        ObjectNode thinking = Json.object().put("type", "adaptive");
        body.set("thinking", shown ? thinking.put("display", "summarized") : thinking);
        if (effort != null) {
          outputConfig.put("effort", effort);
        }
      }
    }
  }
}
