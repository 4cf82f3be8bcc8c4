package dev.homeport.routing;

import org.jspecify.annotations.Nullable;

/// Whom a client wants to be asked, and how far its question may go.
///
/// @param only the one provider; nothing where it leaves that to us
/// @param alone whether nobody is to answer in the place of the first
/// @param homeOnly whether the question never leaves home
public record Wish(@Nullable String only, boolean alone, boolean homeOnly) {
  /// Whoever can.
  public static final Wish ANYBODY = new Wish(null, false, false);

  /// This one.
  public static Wish of(String provider) {
    return new Wish(provider, false, false);
  }
}
