package dev.homeport.tunnel.outside.dns;

import java.net.InetAddress;
import java.util.Arrays;

/// The addresses inside a tailnet: 100.64.0.0/10 and fd7a:115c:a1e0::/48. By them nobody comes from
/// outside, and a test that goes there sees nothing of what the world sees.
final class Tailnet {
  private static final byte[] NETWORK = {(byte) 0xfd, 0x7a, 0x11, 0x5c, (byte) 0xa1, (byte) 0xe0};

  /// The name servers of MagicDNS.
  private static final InetAddress MAGIC = InetAddress.ofLiteral("100.100.100.100");

  private static final InetAddress MAGIC_6 = InetAddress.ofLiteral("fd7a:115c:a1e0::53");

  private Tailnet() {}

  /// Whether an address is inside.
  static boolean has(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length == 4) {
      return bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
    }
    return Arrays.equals(bytes, 0, NETWORK.length, NETWORK, 0, NETWORK.length);
  }

  /// Whether it is a name server that answers with addresses inside.
  static boolean isMagic(InetAddress server) {
    return server.equals(MAGIC) || server.equals(MAGIC_6);
  }
}
