package dev.homeport.fake;

/// What a provider sends over the wire, by the path it is asked on: the frames of an answer, each
/// as a text, from which a test puts answers together that are broken in any way.
public enum Tongue {
  /// Ollama's `/api/chat`.
  CHAT,
  /// Ollama's `/api/generate`.
  GENERATE,
  /// OpenAI's chat completions.
  COMPLETIONS,
  /// OpenAI's old completions.
  TEXTS,
  /// Anthropic's messages.
  MESSAGES;

  private static final String MODEL = "\"model\":\"" + RouterRig.FOREIGN + "\"";
  private static final String LINE =
      "{" + MODEL + ",\"created_at\":\"2026-11-21T09:33:58.1Z\",%s,\"done\":%s}\n";
  private static final String COUNTS = "\"prompt_eval_count\":21,\"eval_count\":3";
  private static final String CHUNK =
      "data: {\"id\":\"gen-foreign1\",\"object\":\"chat.completion.chunk\",\"created\":1,"
          + MODEL
          + ",\"choices\":[{\"index\":0,\"delta\":{%s},\"finish_reason\":%s}]}\n\n";
  private static final String BIT =
      "data: {\"id\":\"gen-foreign1\",\"object\":\"text_completion\",\"created\":1,"
          + MODEL
          + ",\"choices\":[{\"index\":0,\"text\":\"%s\",\"finish_reason\":%s}]}\n\n";

  /// The one that is asked for.
  public static Tongue of(Heard heard) {
    String path = heard.line().split(" ", -1)[1];
    return switch (path) {
      case "/api/chat" -> CHAT;
      case "/api/generate" -> GENERATE;
      case "/v1/chat/completions" -> COMPLETIONS;
      case "/v1/completions" -> TEXTS;
      case "/v1/messages" -> MESSAGES;
      default -> throw new AssertionError("nobody asks " + path);
    };
  }

  /// Whether it is asked for in a stream.
  public boolean isStreamed(Heard heard) {
    return heard.text().matches("(?s).*\"stream\"\\s*:\\s*true.*")
        || (isOllamas() && !heard.text().matches("(?s).*\"stream\"\\s*:\\s*false.*"));
  }

  private boolean isOllamas() {
    return this == CHAT || this == GENERATE;
  }

  /// The type of an answer.
  public String type(boolean stream) {
    return !stream
        ? "application/json"
        : isOllamas() ? "application/x-ndjson" : "text/event-stream";
  }

  /// What comes before anything that the model made.
  public String opening() {
    return switch (this) {
      case CHAT, GENERATE -> token("");
      case COMPLETIONS -> CHUNK.formatted("\"role\":\"assistant\",\"content\":\"\"", "null");
      case TEXTS -> token("");
      case MESSAGES ->
          event(
                  "message_start",
                  ",\"message\":{\"id\":\"msg_foreign1\",\"type\":\"message\",\"role\":\"assistant\","
                      + MODEL
                      + ",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,"
                      + "\"usage\":{\"input_tokens\":21,\"output_tokens\":1}}")
              + event(
                  "content_block_start",
                  ",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}");
    };
  }

  /// What says that a stream goes on, and no more.
  public String keepAlive() {
    return switch (this) {
      case CHAT, GENERATE -> " ";
      case COMPLETIONS, TEXTS -> ": OPENROUTER PROCESSING\n\n";
      case MESSAGES -> event("ping", "");
    };
  }

  /// A piece of text, which needs no escaping.
  public String token(String text) {
    return switch (this) {
      case CHAT ->
          LINE.formatted(
              "\"message\":{\"role\":\"assistant\",\"content\":\"" + text + "\"}", "false");
      case GENERATE -> LINE.formatted("\"response\":\"" + text + "\"", "false");
      case COMPLETIONS -> CHUNK.formatted("\"content\":\"" + text + "\"", "null");
      case TEXTS -> BIT.formatted(text, "null");
      case MESSAGES ->
          event(
              "content_block_delta",
              ",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"" + text + "\"}");
    };
  }

  /// What ends an answer as a whole one.
  public String closing() {
    return switch (this) {
      case CHAT ->
          LINE.formatted(
              "\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done_reason\":\"stop\","
                  + COUNTS,
              "true");
      case GENERATE ->
          LINE.formatted("\"response\":\"\",\"done_reason\":\"stop\"," + COUNTS, "true");
      case COMPLETIONS -> CHUNK.formatted("", "\"stop\"") + "data: [DONE]\n\n";
      case TEXTS -> BIT.formatted("", "\"stop\"") + "data: [DONE]\n\n";
      case MESSAGES ->
          event("content_block_stop", ",\"index\":0")
              + event(
                  "message_delta",
                  ",\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},"
                      + "\"usage\":{\"output_tokens\":3}")
              + event("message_stop", "");
    };
  }

  /// An error within a stream.
  public String error(String said) {
    return switch (this) {
      case CHAT, GENERATE -> refusal(said) + "\n";
      case COMPLETIONS, TEXTS -> "data: " + refusal(said) + "\n\n";
      case MESSAGES -> "event: error\ndata: " + refusal(said) + "\n\n";
    };
  }

  /// The body of an error; what it says needs no escaping.
  public String refusal(String said) {
    return refusal(500, said);
  }

  /// The body of an answer of this status; what it says needs no escaping.
  public String refusal(int status, String said) {
    return switch (this) {
      case CHAT, GENERATE -> "{\"error\":\"" + said + "\"}";
      case COMPLETIONS, TEXTS ->
          "{\"error\":{\"message\":\""
              + said
              + "\",\"code\":"
              + status
              + "},\"user_id\":\"user_2foreign9\"}";
      case MESSAGES ->
          "{\"type\":\"error\",\"error\":{\"type\":\""
              + type(status)
              + "\",\"message\":\""
              + said
              + "\"},\"request_id\":\"req_011CSHoEeqs5C35K2UUqR7Fy\"}";
    };
  }

  private static String type(int status) {
    return switch (status) {
      case 400, 422 -> "invalid_request_error";
      case 401 -> "authentication_error";
      case 402 -> "billing_error";
      case 403 -> "permission_error";
      case 404, 410 -> "not_found_error";
      case 413 -> "request_too_large";
      case 429 -> "rate_limit_error";
      case 408, 504 -> "timeout_error";
      case 503, 529 -> "overloaded_error";
      default -> "api_error";
    };
  }

  /// A whole answer at once.
  public String body(String text) {
    return body(text, true);
  }

  /// The same, which does not say that it is whole.
  public String unfinished(String text) {
    return body(text, false);
  }

  private String body(String text, boolean whole) {
    return switch (this) {
      case CHAT ->
          LINE.formatted(
              "\"message\":{\"role\":\"assistant\",\"content\":\""
                  + text
                  + "\"}"
                  + (whole ? ",\"done_reason\":\"stop\"," + COUNTS : ""),
              whole);
      case GENERATE ->
          LINE.formatted(
              "\"response\":\""
                  + text
                  + "\""
                  + (whole ? ",\"done_reason\":\"stop\"," + COUNTS : ""),
              whole);
      case COMPLETIONS ->
          "{\"id\":\"gen-foreign1\",\"object\":\"chat.completion\",\"created\":1,"
              + MODEL
              + ",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\""
              + text
              + "\"},\"finish_reason\":"
              + (whole ? "\"stop\"" : "null")
              + "}],\"usage\":{\"prompt_tokens\":21,\"completion_tokens\":3,\"total_tokens\":24}}";
      case TEXTS ->
          "{\"id\":\"gen-foreign1\",\"object\":\"text_completion\",\"created\":1,"
              + MODEL
              + ",\"choices\":[{\"index\":0,\"text\":\""
              + text
              + "\",\"finish_reason\":"
              + (whole ? "\"stop\"" : "null")
              + "}],\"usage\":{\"prompt_tokens\":21,\"completion_tokens\":3,\"total_tokens\":24}}";
      case MESSAGES ->
          "{\"id\":\"msg_foreign1\",\"type\":\"message\",\"role\":\"assistant\","
              + MODEL
              + ",\"content\":[{\"type\":\"text\",\"text\":\""
              + text
              + "\"}],\"stop_reason\":"
              + (whole ? "\"end_turn\"" : "null")
              + ",\"stop_sequence\":null,\"usage\":{\"input_tokens\":21,\"output_tokens\":3}}";
    };
  }

  private static String event(String type, String rest) {
    return "event: " + type + "\ndata: {\"type\":\"" + type + "\"" + rest + "}\n\n";
  }
}
