package dev.homeport.dialect.openai.preset;

/// Something in which a provider differs from the API that it says it speaks.
public enum Quirk {
  // What limits and samples an answer.

  /// The limit is `max_completion_tokens`; its thinking models refuse `max_tokens` (OpenAI's API
  /// reference).
  COMPLETION_TOKENS,
  /// Knows `top_k`, `min_p` and `repetition_penalty` (references of OpenRouter, Together, vLLM).
  TOP_K_MIN_P,
  /// Knows `top_k`, `min_p` and `repeat_penalty`, as llama.cpp's own API calls it (llama.cpp's
  /// server, LM Studio).
  REPEAT_PENALTY,
  /// Calls the seed `random_seed` and refuses `seed` (Mistral's API reference).
  RANDOM_SEED,

  // Tools.

  /// Says `any` where others say `required` (Mistral's API reference).
  ANY_IS_REQUIRED,
  /// Ids of calls are nine letters or digits, or the request is refused (Mistral).
  IDS_OF_NINE,
  /// Knows no `strict` for tools on its usual address (DeepSeek: only under `/beta`).
  NO_STRICT,
  /// Refuses `parallel_tool_calls` (llama.cpp's templates and LM Studio do not know it; the answer
  /// must be the same without).
  NO_PARALLEL,

  /// Does not tell calls apart as it should: no index, one for all, names in each fragment (wire.md
  /// D.2, G.18). Its calls are read and written anew, never passed as they came.
  LOOSE_CALLS,

  // The form of the answer.

  /// Has no JSON schema for answers, only JSON (DeepSeek: `This response_format type is unavailable
  /// now`).
  NO_SCHEMA,
  /// Has a JSON schema for answers and no plain JSON: `'response_format.type' must be 'json_schema'
  /// or 'text'` (LM Studio).
  SCHEMA_FOR_JSON,
  /// Has no chances of tokens (Groq refuses, Mistral has no such field).
  NO_LOGPROBS,
  /// Wants the number of chances as `logprobs` (Together).
  NUMBERED_LOGPROBS,

  // Thinking.

  /// Knows `reasoning_effort`, and only those of its models that think: they refuse `temperature`,
  /// `top_p` and the penalties, the others refuse the effort (OpenAI: `o1…`, `o3…`, `o4…`, `gpt-5…`
  /// without `chat`).
  THINKERS_BY_NAME,
  /// Knows `reasoning_effort` (Groq, Together, LM Studio, vLLM with gpt-oss).
  EFFORT,
  /// Has an object `reasoning` with `effort`, `max_tokens` or `enabled` (OpenRouter).
  REASONING_OBJECT,
  /// Has a switch `thinking.type` beside the effort (DeepSeek).
  THINKING_SWITCH,
  /// The template has the switch: `chat_template_kwargs.enable_thinking` (vLLM, llama.cpp).
  TEMPLATE_SWITCH,
  /// Thinking may stand in the text between `<think>` and `</think>` (Groq's raw format, Together's
  /// DeepSeek models, local servers without a parser for it).
  INLINE_THINKING,
  /// A message with calls must come back with the `reasoning_content` that led to them, or it is a
  /// 400, and no other message should (DeepSeek).
  WANTS_REASONING,
  /// A message with calls should come back with its `reasoning_details` (OpenRouter).
  WANTS_DETAILS,
  /// A call must come back with its `extra_content`, where it had one (Gemini behind OpenAI's API:
  /// the thought signature, wire.md D.2).
  WANTS_EXTRA,

  // Streams and ends.

  /// Tells what was used in a stream only when `stream_options.include_usage` asks for it.
  USAGE_ON_REQUEST,
  /// An answer of the model at the end of the conversation is gone on with only if it says `prefix`
  /// (Mistral refuses it otherwise).
  PREFIX_FLAG,

  /// Refuses fields that all others know or bear, so that no request can be passed as it came
  /// (Mistral: `extra_forbidden`).
  OWN_WORDS_ONLY,

  // What there is besides.

  /// Knows the role `developer`; others only know `system` (wire.md G.33).
  DEVELOPER,

  /// Has `/completions`, the text API.
  COMPLETIONS,
  /// Fills in before a `suffix` there (OpenAI's instruct model).
  SUFFIX,
  /// Has `/embeddings`.
  EMBEDDINGS,
  /// Tells the price of an answer as `usage.cost` (OpenRouter).
  COST,
  /// Wants to know who asks: `HTTP-Referer` and `X-Title` (OpenRouter).
  ATTRIBUTION
}
