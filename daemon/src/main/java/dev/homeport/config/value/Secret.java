package dev.homeport.config.value;

/// A text that nobody may see; it has to be asked for by name.
public final class Secret {
  private static final String MASK = "••••";

  private final String text;

  /// Keeps the text.
  public Secret(String text) {
    this.text = text;
  }

  /// The text itself, for whoever must send it.
  public String reveal() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && secret.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return MASK;
  }
}
