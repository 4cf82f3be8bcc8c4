package dev.homeport.dialect.given;

import dev.homeport.dialect.Heard;

/// A body, or something in it, that nobody could answer. It never leaves the dialect: outside it is
/// a [Heard.Objection].
public final class Objected extends Exception {
  private static final long serialVersionUID = 1L;

  private final String parameter;

  /// @param parameter the place, empty for the body itself
  public Objected(String text, String parameter) {
    super(text, null, false, false);
    this.parameter = parameter;
  }

  /// What the client is told.
  public Heard.Objection objection() {
    return new Heard.Objection(
        400, String.valueOf(getMessage()), parameter.isEmpty() ? null : parameter);
  }
}
