package dev.homeport.fake.tailnet;

import java.time.Duration;

/// How one address of the public way in treats who comes.
public sealed interface Way {
  /// It lets him through.
  record Open() implements Way {}

  /// It ends the connection right after the first bytes, as an ingress does that does not let
  /// anybody through to the node.
  record Ends() implements Way {}

  /// It resets it there.
  record Resets() implements Way {}

  /// It has no certificate: the alert `internal_error`.
  record HasNoCertificate() implements Way {}

  /// It takes the connection and never says a thing: the node cannot be reached.
  record Silent() implements Way {}

  /// It shows a certificate that nobody trusts, and lets him through.
  record Untrusted() implements Way {}

  /// It shows a certificate that ended yesterday, and lets him through.
  record Expired() implements Way {}

  /// It lets him through after it has thought this long about the certificate.
  record Slow(Duration thinking) implements Way {}

  /// Somebody answers who is not this machine: a status, headers line by line, and a body.
  record Somebody(int status, String headers, String body) implements Way {}

  /// It breaks off every answer after so many bytes.
  record Cuts(int bytes) implements Way {}

  /// It does not listen at all: connections are refused.
  record Refuses() implements Way {}

  /// Another Homeport.
  static Way another(String instance) {
    return new Somebody(
        200,
        "Content-Type: application/json\r\nHomeport-Instance: " + instance + "\r\n",
        "{\"status\":\"ok\"}");
  }

  /// What the node answers when nothing listens on our port.
  static Way empty502() {
    return new Somebody(502, "", "");
  }
}
