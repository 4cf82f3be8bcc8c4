package dev.homeport.contract.provider;

import org.jspecify.annotations.Nullable;

/// Those who say that they speak OpenAI's chat completions, each with the liberties it takes.
enum OpenAiFlavour {
  /// OpenAI itself: thinks in silence, keeps refusals apart, counts in a chunk of its own.
  OPENAI(null, Calls.FRAGMENTS, false),
  /// OpenRouter: comments, a provider's name, costs, a role in every delta, errors beside choices.
  OPENROUTER("reasoning", Calls.FRAGMENTS, true),
  /// vLLM: another name for thinking, counts wherever it likes.
  VLLM("reasoning_content", Calls.FRAGMENTS, false),
  /// Groq: whole calls, its own corner for everything.
  GROQ("reasoning", Calls.WHOLE, false),
  /// All calls have index 0; `stop` ends them; lines end as on Windows (trap 17, 18, 6).
  GLUED("reasoning_content", Calls.ALL_ZERO, false),
  /// Says id, type and name of a call with every fragment (cases 5).
  STUTTERING("reasoning", Calls.REPEATED, true),
  /// Says neither index nor id (trap 18, 19, D.2).
  INDEXLESS("reasoning_content", Calls.BARE, true);

  /// How calls come.
  enum Calls {
    /// In fragments, as in the specification.
    FRAGMENTS,
    /// Each in one delta.
    WHOLE,
    /// Each in one delta, all with the same index, ended by `stop`.
    ALL_ZERO,
    /// In fragments that repeat everything.
    REPEATED,
    /// Each in one delta, with nothing but name and arguments.
    BARE
  }

  private final @Nullable String thinking;
  private final Calls calls;
  private final boolean insistsOnRole;

  OpenAiFlavour(@Nullable String thinking, Calls calls, boolean insistsOnRole) {
    this.thinking = thinking;
    this.calls = calls;
    this.insistsOnRole = insistsOnRole;
  }

  /// The field of its thinking.
  @Nullable String thinking() {
    return thinking;
  }

  Calls calls() {
    return calls;
  }

  /// Whether every delta has a role.
  boolean insistsOnRole() {
    return insistsOnRole;
  }
}
