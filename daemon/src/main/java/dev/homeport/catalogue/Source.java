package dev.homeport.catalogue;

/// Somebody who has models.
///
/// @param name what the settings call it
public record Source(String name, Kind kind) {
  /// What its list is worth.
  public enum Kind {
    /// An Ollama of our own: its list is complete, so what is not in it is not there, and its pages
    /// are kept.
    HOME,
    /// Another Ollama, such as its cloud: names are compared as Ollama does.
    OLLAMA,
    /// Anybody else, who may have more than is listed.
    OTHER
  }

  /// Whether it is a home.
  public boolean isHome() {
    return kind == Kind.HOME;
  }

  /// Whether it speaks Ollama's API.
  public boolean isOllama() {
    return kind != Kind.OTHER;
  }
}
