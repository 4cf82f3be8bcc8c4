package dev.homeport.tunnel;

import dev.homeport.tunnel.sight.Finding;

/// What came of one rung. Whether it helped, only a look can tell.
public sealed interface Mended {
  /// It was done.
  record Done(String what) implements Mended {}

  /// Nothing was done, because it turned out that nothing may be: a state that forbids it, a
  /// foreign entry, a right that is missing.
  record Refrained(Finding why) implements Mended {}

  /// It was tried and did not work.
  record Failed(String why) implements Mended {}
}
