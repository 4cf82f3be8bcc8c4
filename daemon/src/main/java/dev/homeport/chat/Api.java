package dev.homeport.chat;

/// A call that clients make to be answered by a model. Where the provider offers the same one, the
/// bytes pass as they are.
public enum Api {
  /// `/api/chat`.
  OLLAMA_CHAT,
  /// `/api/generate`.
  OLLAMA_GENERATE,
  /// `/api/embed`.
  OLLAMA_EMBED,
  /// `/api/embeddings`, the old one.
  OLLAMA_EMBEDDINGS,
  /// `/v1/chat/completions`.
  OPENAI_CHAT,
  /// `/v1/completions`.
  OPENAI_COMPLETIONS,
  /// `/v1/responses`.
  OPENAI_RESPONSES,
  /// `/v1/embeddings`.
  OPENAI_EMBEDDINGS,
  /// `/v1/messages`.
  ANTHROPIC_MESSAGES
}
