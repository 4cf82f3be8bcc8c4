package dev.homeport.tunnel.twingate.client;

import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.twingate.client.Standing.State;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// No client that we know of: homes are asked at their addresses, which may lead there somehow.
///
/// @param missing what would make one; nothing where none is wanted
record Unaided(@Nullable Finding missing) implements Operation {
  private static final Duration REST = Duration.ofMinutes(1);

  @Override
  public String word() {
    return "off";
  }

  @Override
  public Outlook turn() {
    return new Outlook(
        missing == null ? State.UNWATCHED : State.OFFLINE,
        missing,
        new Road.Direct(missing == null ? null : missing.what()),
        REST);
  }

  @Override
  public void stop() {}
}
