package dev.homeport.access.body;

import org.jspecify.annotations.Nullable;

/// What the policy says to a body.
public sealed interface Judged {
  /// It may pass.
  ///
  /// @param model the normalised name of the model it is about, where it names one
  /// @param streaming whether its answer comes as a stream
  /// @param use what it wants of the model
  record Allowed(@Nullable String model, boolean streaming, Use use) implements Judged {}

  /// It may not.
  ///
  /// @param text what to tell the client: which field, and which scope would allow it
  /// @param cause the same in two words, for the journal
  record Refused(int status, String text, String cause) implements Judged {}

  /// What a request wants of its model.
  enum Use {
    /// An answer.
    ASK,
    /// To be loaded, no more.
    LOAD,
    /// To be unloaded.
    UNLOAD
  }
}
