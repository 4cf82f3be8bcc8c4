package dev.homeport.install;

import java.net.URI;
import java.util.Optional;

/// What leads to this machine from outside, as far as an installation has to do with it.
public interface WayIn {
  /// What people call it.
  String name();

  /// Whether its command is on this machine.
  boolean isHere();

  /// Where this machine is reached from outside, if that is known by now.
  Optional<URI> url() throws InterruptedException;

  /// Takes out the entry that is ours, and no other; one that is not there is well.
  Done close() throws InterruptedException;
}
