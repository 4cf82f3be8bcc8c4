package dev.homeport.tunnel.outside;

import java.time.Duration;

/// How long each step of a look may take at one address.
///
/// @param tcp until it takes the connection
/// @param tls until the certificate is shown: a slow edge needs ten seconds
/// @param http until the answer is whole
/// @param all until the whole look is over; the step that is under way then is the one that is late
public record Limits(Duration tcp, Duration tls, Duration http, Duration all) {
  /// The usual ones.
  public static final Limits USUAL =
      new Limits(
          Duration.ofSeconds(5),
          Duration.ofSeconds(15),
          Duration.ofSeconds(15),
          Duration.ofSeconds(35));

  /// Right after a name was published for the first time: its certificate may be a minute in the
  /// making, and the handshake waits for it.
  public static final Limits FIRST =
      new Limits(
          Duration.ofSeconds(5),
          Duration.ofSeconds(75),
          Duration.ofSeconds(15),
          Duration.ofSeconds(95));

  /// Where somebody waits for what is seen, for 20 seconds at the most.
  public static final Limits ASKED =
      new Limits(
          Duration.ofSeconds(5),
          Duration.ofSeconds(12),
          Duration.ofSeconds(12),
          Duration.ofSeconds(17));
}
