package dev.homeport.role;

import dev.homeport.tunnel.twingate.client.HeadlessClient;
import dev.homeport.tunnel.twingate.client.Road;
import dev.homeport.upstream.Passage;

/// The way to homes behind Twingate, as its client has it at each time; the client hears what came
/// of it.
record TwingatePassage(HeadlessClient client) implements Passage {
  private static final String NAME = "the Twingate proxy";

  @Override
  public Way way() {
    return switch (client.standing().road()) {
      case Road.Direct(String doubt) -> new Way.Direct(doubt);
      case Road.Proxy(String host, int port) -> new Way.Through(NAME, host, port);
      case Road.Shut(String why) -> new Way.Shut(why);
    };
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
