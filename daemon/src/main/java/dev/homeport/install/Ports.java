package dev.homeport.install;

import dev.homeport.config.value.Listen;
import dev.homeport.host.Platform;
import dev.homeport.host.PortHolder;
import java.io.IOException;
import java.net.Socket;
import java.util.Optional;

/// Who is where on this machine.
@FunctionalInterface
public interface Ports {
  /// Who listens there; nothing where nobody does.
  Optional<PortHolder> holder(Listen listen) throws InterruptedException;

  /// Those of the machine that we run on.
  static Ports of(Platform platform) {
    return listen -> {
      try (var socket = new Socket()) {
        socket.connect(listen.fromHere().socketAddress(), 1000);
        return Optional.of(PortHolder.of(listen.port(), platform));
      } catch (IOException _) {
        return Optional.empty();
      }
    };
  }
}
