package dev.homeport.tunnel.watch;

/// The answers that run to clients outside. A tunnel that is taken down tells them nothing, so they
/// are ended first.
@FunctionalInterface
public interface Answers {
  /// Ends them, in such a way that each client hears of it; returns how many there were.
  int end() throws InterruptedException;
}
