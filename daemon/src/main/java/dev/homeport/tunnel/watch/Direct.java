package dev.homeport.tunnel.watch;

import dev.homeport.tunnel.Farewell;
import dev.homeport.tunnel.Mended;
import dev.homeport.tunnel.Rung;
import dev.homeport.tunnel.Tunnel;
import dev.homeport.tunnel.sight.Evidence;
import dev.homeport.tunnel.sight.Layer;
import java.net.URI;
import java.util.List;

/// A way to this machine that needs no program here: an address that somebody else takes care of.
public record Direct(URI url) implements Tunnel {
  @Override
  public String kind() {
    return "direct";
  }

  @Override
  public Local look() {
    return new Local(
        List.of(
            Evidence.unseen(Layer.TAILNET, "a direct way has none"),
            Evidence.unseen(Layer.CONFIG, "a direct way has none")),
        null,
        url,
        true,
        List.of());
  }

  @Override
  public Mended mend(Rung rung, Farewell farewell) {
    return new Mended.Failed("a direct way is not ours to mend");
  }
}
