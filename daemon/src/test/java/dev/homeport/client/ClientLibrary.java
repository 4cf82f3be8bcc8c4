package dev.homeport.client;

/// A client library, asked for what its users ask it for.
interface ClientLibrary extends AutoCloseable {
  /// What libraries can do.
  enum Deed {
    /// The names of the models.
    LIST,
    /// What is known of one model.
    SHOW,
    /// An answer at once.
    CHAT,
    /// An answer in pieces.
    STREAM,
    /// An answer to which the model calls `get_weather` first and is given what that said.
    TOOL,
    /// The vectors of two texts.
    EMBED,
    /// An answer in pieces that is to tell what was used, where that must be asked for.
    COUNTED,
    /// An answer in pieces that the library itself puts together.
    HELPER,
    /// The calls of `get_weather` in an answer in pieces.
    CALLS,
    /// An answer in pieces after the library itself has called `get_weather`.
    RUN,
    /// An answer in pieces by OpenAI's responses.
    RESPOND,
    /// The same at once.
    RESPONSE,
    /// An answer in pieces to a prompt that is no conversation.
    GENERATE,
    /// The same at once.
    GENERATION,
    /// An answer in pieces by OpenAI's old completions.
    COMPLETE,
    /// The same at once.
    COMPLETION,
    /// How many tokens a question has.
    TOKENS
  }

  /// What it calls the error of a status.
  String errorOf(int status);

  /// Does one of them.
  Outcome does(Deed deed, Call call);

  /// Begins an answer in pieces and goes on with it in the background; returns when so many pieces
  /// have come, none or one.
  Begun begin(Call call, int pieces) throws Exception;

  /// An answer that goes on in the background.
  interface Begun {
    /// Aborts it by the library's own means.
    void abort() throws Exception;
  }

  @Override
  void close();
}
