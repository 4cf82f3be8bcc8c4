package dev.homeport.tunnel.twingate.client;

import dev.homeport.config.value.Listen;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/// Where a client's proxy is.
record ProxyPort(Listen address) {
  private static final Duration LIMIT = Duration.ofSeconds(1);

  /// Whether somebody takes connections there. Not asked where a name would have to be looked up.
  boolean isTaken() {
    if (!isHere()) {
      return false;
    }
    try (var socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(address.host(), address.port()), Math.toIntExact(LIMIT.toMillis()));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /// Whether it is on this machine.
  boolean isHere() {
    return address.isLoopback();
  }

  Road road() {
    return new Road.Proxy(address.host(), address.port());
  }

  @Override
  public String toString() {
    return address.toString();
  }
}
