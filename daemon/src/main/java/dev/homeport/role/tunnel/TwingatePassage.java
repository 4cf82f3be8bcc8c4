package dev.homeport.role.tunnel;

import dev.homeport.config.router.Twingate;
import dev.homeport.time.Deadline;
import dev.homeport.tunnel.outside.Approach;
import dev.homeport.tunnel.twingate.client.Glance;
import dev.homeport.tunnel.twingate.client.HeadlessClient;
import dev.homeport.tunnel.twingate.client.Road;
import dev.homeport.upstream.BlockedException;
import dev.homeport.upstream.Passage;
import java.io.IOException;
import java.net.Socket;

/// The way to homes behind Twingate, as its client has it at each time; the client hears what came
/// of it.
public record TwingatePassage(HeadlessClient client) implements Passage {
  private static final String NAME = "the Twingate proxy";
  private static final String NEXT =
      "see in Twingate's admin console that the Service may use the Resource, and that its Connector"
          + " is connected";

  /// The way for a command that looks once: it has no client of its own.
  public static Passage once(Twingate settings) {
    return () -> way(Glance.at(settings));
  }

  @Override
  public Way way() {
    return way(client.standing().road());
  }

  private static Way way(Road road) {
    return switch (road) {
      case Road.Direct(String doubt) -> new Way.Direct(doubt);
      case Road.Proxy(String host, int port) -> new Way.Through(NAME, host, port);
      case Road.Shut(String why) -> new Way.Shut(why);
    };
  }

  /// The same way for who only looks.
  public Approach approach() {
    return switch (way()) {
      case Way.Direct(String doubt) -> new Approach.Aided(NEXT, doubt);
      case Way.Through proxy ->
          new Approach.Led(
              NAME,
              NEXT,
              (socket, host, port, deadline) -> lead(proxy, socket, host, port, deadline));
      case Way.Shut(String why) -> new Approach.Shut(why, "see on the router: homeport status");
    };
  }

  private void lead(Way.Through proxy, Socket socket, String host, int port, Deadline deadline)
      throws IOException {
    try {
      proxy.lead(socket, host, port, deadline);
    } catch (BlockedException e) {
      String why = String.valueOf(e.getMessage());
      failed(why);
      throw e.isAsked() ? e : new Approach.AbsentException(why, e);
    }
    opened();
  }

  @Override
  public void opened() {
    client.opened();
  }

  @Override
  public void failed(String why) {
    client.failed(why);
  }
}
