package dev.homeport.upstream;

import dev.homeport.failure.Failure.Obstacle;
import dev.homeport.time.Deadline;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How connections to an upstream are made, where there is more to it than an address: asked before
/// each new one, and told what came of it. Never waits.
public interface Passage {
  /// Straight to the address.
  Passage DIRECT = () -> new Way.Direct(null);

  /// The way of the next connection.
  Way way();

  /// A connection came about on it.
  default void opened() {}

  /// None did, and that is the way's own fault.
  default void failed(String why) {}

  /// A way.
  sealed interface Way {
    /// Straight to the address.
    ///
    /// @param doubt what is known to be wrong with the way, told where it does not lead there;
    ///   nothing where nothing is
    record Direct(@Nullable String doubt) implements Way {}

    /// Through an HTTP proxy, which looks up the upstream's name itself.
    ///
    /// @param name what people call it: "the Twingate proxy"
    record Through(String name, String host, int port) implements Way {
      /// It with its address.
      String where() {
        return name + " at " + Crossing.authority(host, port);
      }

      /// Connects this socket, so that what is written to it goes to the upstream; it may be closed
      /// meanwhile.
      ///
      /// @throws BlockedException where it does not lead there, which is not told to the passage
      public void lead(Socket socket, String host, int port, Deadline deadline) throws IOException {
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        try {
          socket.connect(
              Lookup.of(this.host, this.port, Duration.ofNanos(deadline.leftNanos())),
              UpstreamConnection.millis(deadline));
        } catch (UnknownHostException e) {
          throw new BlockedException(where() + " has no address", Obstacle.NAME, e);
        } catch (SocketTimeoutException | ConnectException e) {
          throw new BlockedException(
              where() + " does not take connections", Hurdle.of(e).obstacle(), e);
        }
        new Crossing(socket, this, deadline).to(host, port);
      }
    }

    /// There is none, for this reason.
    record Shut(String why) implements Way {}
  }
}
