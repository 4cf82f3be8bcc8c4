package dev.homeport.fake;

import dev.homeport.install.Done;
import dev.homeport.install.WayIn;
import java.net.URI;
import java.util.Optional;

/// Nothing leads here from outside.
public final class NoWay implements WayIn {
  @Override
  public String name() {
    return "no tunnel";
  }

  @Override
  public boolean isHere() {
    return false;
  }

  @Override
  public Optional<URI> url() {
    return Optional.empty();
  }

  @Override
  public Done close() {
    return Done.WELL;
  }
}
