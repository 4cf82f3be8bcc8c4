package dev.homeport.wire;

import org.jspecify.annotations.Nullable;

/// Finds out from the first byte whether an answer is JSON or an event stream, and has it watched.
final class BodyEnd implements AnswerEnd {
  private final EndRule rule;
  private final boolean events;
  private @Nullable AnswerEnd reader;

  /// @param events whether its head says that it is an event stream
  BodyEnd(EndRule rule, boolean events) {
    this.rule = rule;
    this.events = events;
  }

  @Override
  public void saw(byte[] piece, int offset, int length) {
    int at = offset;
    int end = offset + length;
    AnswerEnd known = reader;
    while (known == null && at < end) {
      byte first = piece[at];
      if (first == ' ' || first == '\t' || first == '\r' || first == '\n') {
        at++;
      } else {
        known = first == '{' || rule == EndRule.OLLAMA ? new JsonEnd(rule) : new EventsEnd(rule);
        reader = known;
      }
    }
    if (known != null) {
      known.saw(piece, at, end - at);
    }
  }

  @Override
  public long prompt() {
    AnswerEnd known = reader;
    return known == null ? -1 : known.prompt();
  }

  @Override
  public long answer() {
    AnswerEnd known = reader;
    return known == null ? -1 : known.answer();
  }

  @Override
  public long pieces() {
    AnswerEnd known = reader;
    return known == null ? 0 : known.pieces();
  }

  @Override
  public @Nullable String missing() {
    AnswerEnd known = reader;
    if (known != null) {
      return known.missing();
    }
    return events ? "the stream ended without an event" : "the answer is empty";
  }
}
