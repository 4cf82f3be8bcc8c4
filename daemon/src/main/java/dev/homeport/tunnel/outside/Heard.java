package dev.homeport.tunnel.outside;

/// What came back to a question over HTTP.
sealed interface Heard {
  /// An answer, whose body may be cut.
  record Answered(Answer answer) implements Heard {}

  /// Something that is no HTTP, or a head without an end.
  record Garbled(String what) implements Heard {}

  /// The connection ended without a byte.
  record Ended() implements Heard {}

  /// The connection broke.
  record Broken(String why) implements Heard {}

  /// Nothing whole came in time.
  record Late() implements Heard {}

  /// The same in words, without what was said.
  default String words() {
    return switch (this) {
      case Answered(Answer answer) ->
          "HTTP " + answer.status() + (answer.end() == Answer.End.CUT ? ", broken off" : "");
      case Garbled(String what) -> what;
      case Ended() -> "the connection ended without a word";
      case Broken(String why) -> "the connection broke: " + why;
      case Late() -> "nothing came in time";
    };
  }
}
