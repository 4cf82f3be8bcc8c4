package dev.homeport.tunnel.sight;

/// One stretch of the way from the Internet to a model. Whatever is wrong with one of them, what
/// lies behind it cannot be seen.
public enum Layer {
  /// What listens on our port.
  DAEMON("daemon"),
  /// The program of the tunnel and its network.
  TAILNET("tailnet"),
  /// What that program was told to publish.
  CONFIG("config"),
  /// The public name.
  DNS("dns"),
  /// A connection to the public address.
  TCP("tcp"),
  /// The certificate and the way from the edge to this machine.
  TLS("tls"),
  /// An answer of ours, over the public address.
  HTTP("http"),
  /// What answers the questions.
  OLLAMA("ollama");

  private final String word;

  Layer(String word) {
    this.word = word;
  }

  /// The word for people and programs.
  public String word() {
    return word;
  }
}
