package dev.homeport.probe.provider;

import dev.homeport.catalogue.Source.Kind;
import dev.homeport.failure.Failure;
import dev.homeport.probe.provider.Reach.State;

/// What it means that a provider did not give a good list.
///
/// At home everything but a list is a failure: our daemon answers with a status when Ollama is
/// down. A cloud may forbid its list, or break it, while its models answer, so that only a way that
/// is not there is held against it.
///
/// @param cause in a word
/// @param text in a sentence, without who it is about
record Finding(State state, Way way, String cause, String text) {
  /// What is known of the way to it.
  enum Way {
    /// There is one.
    OPEN,
    /// Nothing.
    UNKNOWN,
    /// It said nothing in time, which may be a lot of work.
    MUTE,
    /// There is none.
    CLOSED
  }

  /// There was no answer, for this reason.
  static Finding of(Failure failure, Kind kind) {
    Way way =
        switch (failure) {
          case Failure.Silent _ -> Way.MUTE;
          case Failure.Unreachable _, Failure.Severed _, Failure.Garbled _ -> Way.CLOSED;
          case Failure.Keyless _, Failure.Cancelled _ -> closedAt(kind);
        };
    return new Finding(State.FAILS, way, failure.word(), failure.why());
  }

  /// There was an answer without a list.
  static Finding nonsense(String text, Kind kind) {
    return new Finding(State.FAILS, closedAt(kind), "nonsense", text);
  }

  /// There was an answer of this status.
  static Finding of(int status, Kind kind) {
    String shown = " (status " + status + ")";
    return switch (status) {
      case 401, 403 ->
          new Finding(
              State.FAILS,
              closedAt(kind),
              status == 401 ? "key" : "forbidden",
              "it does not accept our key" + shown);
      case 404, 405 ->
          kind == Kind.OTHER
              ? new Finding(
                  State.ANSWERS,
                  Way.OPEN,
                  "no-list",
                  "it has no list of models" + shown + ": set models: for it to those that it has")
              : nonsense("what answers there is not Ollama" + shown, kind);
      case 429 -> new Finding(State.ANSWERS, Way.OPEN, "rate", "it is asked too often" + shown);
      default ->
          new Finding(State.FAILS, closedAt(kind), "server", "it answered with status " + status);
    };
  }

  /// Whether it is not even answered, as far as is known.
  boolean isAway() {
    return way == Way.CLOSED || way == Way.MUTE;
  }

  private static Way closedAt(Kind kind) {
    return kind == Kind.HOME ? Way.CLOSED : Way.UNKNOWN;
  }
}
