package dev.homeport.dialect.ollama.client;

import dev.homeport.dialect.Heard;

/// What Ollama would say to a body that is wrong. Thrown, because decoding stops at the first fault
/// however deep it lies; it never leaves this package's callers.
public final class Wrong extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;

  Wrong(int status, String text) {
    super(text, null, false, false);
    this.status = status;
  }

  /// The client's fault.
  static Wrong because(String text) {
    return new Wrong(400, text);
  }

  /// The same for the client.
  public Heard.Objection objection() {
    return new Heard.Objection(status, String.valueOf(getMessage()), null);
  }
}
