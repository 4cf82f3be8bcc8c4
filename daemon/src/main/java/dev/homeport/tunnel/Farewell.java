package dev.homeport.tunnel;

/// The last words to those whose answers run: a tunnel that is taken down tells them nothing.
@FunctionalInterface
public interface Farewell {
  /// Says them. Called right before a cut and nowhere else, so that nobody is cut off for a repair
  /// that turns out not to be made; a moment must pass after it, for the words are on their way.
  void say() throws InterruptedException;
}
