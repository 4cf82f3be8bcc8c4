package dev.homeport.wire;

import org.jspecify.annotations.Nullable;

/// How the answers of a route show that they are whole.
///
/// Ollama ends several kinds of broken answers as cleanly as good ones: a repeated token, an engine
/// that falls silent, a cut cloud stream. Only the last mark of the dialect tells them apart. Where
/// a mark can be seen in a stream, `stream:false` has one of its own.
public enum EndRule {
  /// The framing alone says it: lists, vectors, pages, management.
  NONE,
  /// Chat and generate of Ollama: the last object says `"done":true`, streamed or not.
  OLLAMA,
  /// Chat completions and completions: `data: [DONE]`, or a `finish_reason` in every choice.
  OPENAI,
  /// Responses: one of the terminal events, or an object that is not text without a count.
  RESPONSES,
  /// Messages: the event `message_stop`, or a `stop_reason`.
  MESSAGES;

  /// The watch for an answer with this head.
  ///
  /// An error's body is whole by its framing. The type of the content is a hint only, because cloud
  /// answers carry wrong ones: what the body begins with decides.
  public AnswerEnd watch(int status, @Nullable String contentType) {
    if (this == NONE || status != 200) {
      return AnswerEnd.whole();
    }
    return new BodyEnd(this, contentType != null && contentType.startsWith("text/event-stream"));
  }
}
