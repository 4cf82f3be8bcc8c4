package dev.homeport.access.route;

/// What Ollama reads of a request's body, as far as the policy is concerned.
///
/// Each route honours its own fields only. A field that its route ignores is none of the policy's.
public enum BodyShape {
  /// Goes by unread: there is none, or only admins send it.
  UNREAD(false, false, false, ""),
  /// JSON that names a model in `model`, or in `name` as older clients do.
  NAMED(false, false, false, ""),
  /// The same, and the answer tells its progress.
  PULL(true, false, false, ""),
  /// JSON of `/api/chat`; without messages, the model is only loaded.
  CHAT(true, true, true, "messages"),
  /// JSON of `/api/generate`; without a prompt, the model is only loaded.
  GENERATE(true, true, true, "prompt"),
  /// JSON of `/api/embed` and `/api/embeddings`.
  EMBED(false, true, false, ""),
  /// JSON of OpenAI's completions: no options of Ollama's, but its debug switch.
  COMPLETIONS(false, false, true, ""),
  /// JSON of `/v1/responses` and `/v1/messages`: the model may be offered tools that Ollama runs.
  CONVERSATION(false, false, false, ""),
  /// JSON of the other routes under `/v1`.
  COMPATIBLE(false, false, false, ""),
  /// A form in parts, one of which names the model.
  FORM(false, false, false, "");

  private final boolean streams;
  private final boolean loads;
  private final boolean debugs;
  private final String matter;

  BodyShape(boolean streams, boolean loads, boolean debugs, String matter) {
    this.streams = streams;
    this.loads = loads;
    this.debugs = debugs;
    this.matter = matter;
  }

  /// Whether the answer streams when the body does not say.
  public boolean streamsByDefault() {
    return streams;
  }

  /// Whether `keep_alive`, `options` and `shift` are honoured.
  public boolean honoursLoading() {
    return loads;
  }

  /// Whether `_debug_render_only` is honoured.
  public boolean honoursDebug() {
    return debugs;
  }

  /// Whether `name` is understood for `model`.
  public boolean takesName() {
    return this == NAMED || this == PULL;
  }

  /// Whether Ollama looks `model` up by its exact name first, to send cloud models on unread.
  public boolean looksUpModel() {
    return this == COMPLETIONS || this == CONVERSATION || this == COMPATIBLE;
  }

  /// Whether there may be tools among those offered that Ollama runs itself.
  public boolean offersTools() {
    return this == CONVERSATION;
  }

  /// The field without which a request only loads or unloads its model; empty where there is none.
  public String matter() {
    return matter;
  }
}
