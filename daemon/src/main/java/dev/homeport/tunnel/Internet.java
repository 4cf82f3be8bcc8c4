package dev.homeport.tunnel;

/// Whether this machine has the Internet. Asked only when something is wrong.
public interface Internet {
  /// Asks.
  Reach ask() throws InterruptedException;

  /// What there is.
  enum Reach {
    /// The Internet.
    OPEN,
    /// Somebody who answers for it until a person has signed in.
    CAPTIVE,
    /// Nothing: no network, no route, no answer.
    NONE
  }
}
