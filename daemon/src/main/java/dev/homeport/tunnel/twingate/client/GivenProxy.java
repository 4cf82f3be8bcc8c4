package dev.homeport.tunnel.twingate.client;

import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.twingate.client.Standing.State;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A proxy that somebody else runs: in a container of its own beside ours, or before us on this
/// machine. What it is worth, the ways show that it opens.
///
/// @param heard what came of the last one; nothing before the first
record GivenProxy(ProxyPort port, Supplier<@Nullable Heard> heard) implements Operation {
  private static final Duration REST = Duration.ofSeconds(15);

  @Override
  public String word() {
    return "proxy";
  }

  @Override
  public Outlook turn() {
    return port.isHere() && !port.isTaken() ? absent() : listening(port, heard.get(), REST);
  }

  private Outlook absent() {
    var trouble =
        new Finding(
            Cause.SERVICE_GONE,
            "nothing takes connections at " + port + ", where Twingate's proxy shall be",
            "run there: twingated --http-proxy " + port + " --tun off");
    return new Outlook(State.OFFLINE, trouble, port.road(), REST);
  }

  /// How a proxy stands that listens.
  static Outlook listening(ProxyPort port, @Nullable Heard heard, Duration rest) {
    if (heard == null) {
      return new Outlook(State.STARTING, null, port.road(), rest);
    }
    String why = heard.why();
    Finding trouble =
        why == null
            ? null
            : new Finding(
                Cause.NOT_REACHED,
                why,
                "see in Twingate's admin console that the Service may use the Resource, and that"
                    + " its Connector is connected");
    return new Outlook(trouble == null ? State.ONLINE : State.OFFLINE, trouble, port.road(), rest);
  }

  @Override
  public void stop() {}
}
