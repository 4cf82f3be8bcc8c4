package dev.homeport.access.guess;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where a request comes from, for slowing down who guesses and for the log. Nobody is let in
/// because of it.
public final class Source {
  private static final String UNREADABLE = "an unreadable address";

  private Source() {}

  /// The address that sent a request: the peer's, or what a proxy on this machine says. tailscaled
  /// brings strangers from loopback and puts one address, which it saw itself, into
  /// `X-Forwarded-For`, over whatever the stranger wrote there; another proxy adds its own at the
  /// end. From anywhere else the header is a stranger's word and is not read.
  public static String of(String peer, @Nullable String forwardedFor) {
    if (forwardedFor == null || !isLoopback(peer)) {
      return peer;
    }
    String last = forwardedFor.substring(forwardedFor.lastIndexOf(',') + 1).strip();
    return literal(last).isPresent() ? last : peer;
  }

  /// The name of those who are counted together. Of IPv6 it is a /64, because that is the least
  /// anybody is given, and he can change the rest at will.
  static String group(String address) {
    return literal(address).map(Source::group).orElse(UNREADABLE);
  }

  private static String group(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return address.getHostAddress();
    }
    return address.isLoopbackAddress() ? "::1" : network(address);
  }

  private static boolean isLoopback(String peer) {
    return literal(peer).filter(InetAddress::isLoopbackAddress).isPresent();
  }

  /// The address without its zone; an IPv4 address in IPv6 clothes comes out as IPv4.
  private static Optional<InetAddress> literal(String address) {
    int zone = address.indexOf('%');
    String bare = zone < 0 ? address : address.substring(0, zone);
    boolean bracketed = bare.startsWith("[") && bare.endsWith("]") && bare.length() > 2;
    try {
      return Optional.of(
          InetAddress.ofLiteral(bracketed ? bare.substring(1, bare.length() - 1) : bare));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static String network(InetAddress address) {
    byte[] bytes = address.getAddress();
    var text = new StringBuilder(24);
    for (int i = 0; i < 8; i += 2) {
      int group = (bytes[i] & 0xff) << 8 | (bytes[i + 1] & 0xff);
      text.append(HexFormat.of().toHexDigits((char) group).replaceFirst("^0{1,3}", "")).append(':');
    }
    return text.append(":/64").toString();
  }
}
