package dev.homeport.config.value;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/// An address to listen on.
///
/// @param host a name or an IP address, without brackets
/// @param port 0 for any that is free
public record Listen(String host, int port) {
  /// Stands for a name that is no literal: neither loopback nor everywhere.
  private static final InetAddress NAMED = InetAddress.ofLiteral("192.0.2.1");

  /// Whether only this machine can reach it.
  public boolean isLoopback() {
    return host.equalsIgnoreCase("localhost") || literal().isLoopbackAddress();
  }

  /// Whether it stands for every address of this machine.
  public boolean isEverywhere() {
    return literal().isAnyLocalAddress();
  }

  /// Where a program on this machine reaches it.
  public Listen fromHere() {
    return isEverywhere() ? new Listen(host.contains(":") ? "::1" : "127.0.0.1", port) : this;
  }

  /// Whether one socket would be in the way of the other.
  public boolean collides(Listen other) {
    boolean samePlace =
        host.equalsIgnoreCase(other.host)
            || isEverywhere()
            || other.isEverywhere()
            || (isLoopback() && other.isLoopback());
    return port != 0 && port == other.port && samePlace;
  }

  /// The address as a socket takes it; a name is looked up here.
  public InetSocketAddress socketAddress() {
    return new InetSocketAddress(host, port);
  }

  private InetAddress literal() {
    try {
      return InetAddress.ofLiteral(host);
    } catch (IllegalArgumentException _) {
      return NAMED;
    }
  }

  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
