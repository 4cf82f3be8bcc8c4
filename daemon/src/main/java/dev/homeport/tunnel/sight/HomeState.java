package dev.homeport.tunnel.sight;

/// How the way to this machine is, in the words of the status pages. How Ollama is behind it is
/// told apart from it.
public enum HomeState {
  /// Nobody has looked yet.
  STARTING("starting"),
  /// An answer of ours came back from outside.
  FINE("fine"),
  /// Nothing is wrong as far as this machine can see, and nobody outside could be asked.
  UNPROVEN("unproven"),
  /// Nothing listens on our port.
  DAEMON_DOWN("daemon-down"),
  /// The tunnel does not lead here.
  TUNNEL_DOWN("tunnel-down"),
  /// The network that the tunnel stands on is not up.
  TAILNET_DOWN("tailnet-down"),
  /// A person must log in.
  NEEDS_LOGIN("needs-login"),
  /// This machine has no Internet.
  OFFLINE("offline");

  private final String word;

  HomeState(String word) {
    this.word = word;
  }

  /// The word for people and programs.
  public String word() {
    return word;
  }
}
