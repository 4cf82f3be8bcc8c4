package dev.homeport.doctor.tunnel;

import dev.homeport.tunnel.Tunnel;
import java.util.Optional;

/// Looks at the tunnel from this machine, for when no daemon runs that has done so.
@FunctionalInterface
public interface OwnLook {
  /// Reads how it is; nothing where no kind is set, or this kind cannot be read here.
  Optional<Tunnel.Local> look() throws InterruptedException;

  /// Nobody who looks.
  static OwnLook none() {
    return Optional::empty;
  }
}
