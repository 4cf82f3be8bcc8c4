package dev.homeport.tunnel.watch;

import dev.homeport.tunnel.Doorstep;
import dev.homeport.tunnel.Farewell;
import dev.homeport.tunnel.Internet.Reach;
import dev.homeport.tunnel.Mended;
import dev.homeport.tunnel.Rung;
import dev.homeport.tunnel.Tunnel;
import dev.homeport.tunnel.Vantage;
import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.Evidence;
import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.sight.Layer;
import dev.homeport.tunnel.sight.Notice;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A machine with a tunnel: what is wrong with it is set by hand, and who was asked is written
/// down.
final class Scene {
  static final URI URL = URI.create("https://my-mac.tail1234.ts.net");

  /// Something that may block, or throw.
  @FunctionalInterface
  interface Happening {
    void happen() throws InterruptedException;
  }

  final List<String> asked = new CopyOnWriteArrayList<>();
  volatile @Nullable Cause door;
  volatile @Nullable Cause here;
  volatile @Nullable Cause outside;
  volatile Reach internet = Reach.OPEN;
  volatile List<Notice> notices = List.of();

  /// What is seen of its network, and whether anything is seen of what it publishes.
  volatile List<Evidence> tailnet = List.of(evidence(Layer.TAILNET, null));

  volatile boolean config = true;

  /// What a look at the tunnel does first.
  volatile Happening looking = () -> {};

  /// What a repair does first.
  volatile Happening mending = () -> {};

  /// Whether the repairs that may cut clients off come so far.
  volatile boolean cuts = true;

  volatile Consumer<Rung> mends = _ -> {};

  final Tunnel tunnel =
      new Tunnel() {
        @Override
        public String kind() {
          return "tailscale";
        }

        @Override
        public Local look() throws InterruptedException {
          asked.add("tunnel");
          looking.happen();
          var evidence = new ArrayList<>(tailnet);
          if (config) {
            evidence.add(evidence(Layer.CONFIG, here));
          }
          return new Local(evidence, finding(here), URL, true, notices);
        }

        @Override
        public Mended mend(Rung rung, Farewell farewell) throws InterruptedException {
          asked.add("mend " + rung.word());
          mending.happen();
          if (cuts && (rung == Rung.DOWN_AND_UP || rung == Rung.RESTART)) {
            farewell.say();
          }
          mends.accept(rung);
          return new Mended.Done("did " + rung.word());
        }
      };

  Inspector inspector() {
    return new Inspector(
        () -> {
          asked.add("doorstep");
          return new Doorstep.Seen(List.of(evidence(Layer.DAEMON, door)), finding(door), "mac");
        },
        tunnel,
        (url, instance) -> {
          asked.add("vantage as " + instance);
          return new Vantage.View(
              "router",
              List.of(
                  evidence(Layer.DNS, null),
                  evidence(Layer.TCP, null),
                  evidence(Layer.TLS, outside),
                  evidence(Layer.HTTP, outside)),
              finding(outside),
              List.of());
        },
        () -> {
          asked.add("internet");
          return internet;
        },
        () -> Evidence.fine(Layer.OLLAMA, "answers"));
  }

  private static Evidence evidence(Layer layer, @Nullable Cause cause) {
    return cause == null ? Evidence.fine(layer, "well") : Evidence.fails(layer, cause.word());
  }

  private static @Nullable Finding finding(@Nullable Cause cause) {
    return cause == null ? null : new Finding(cause, "saw " + cause.word(), "do something");
  }
}
