package dev.homeport.tunnel.outside.dns;

import java.io.ByteArrayOutputStream;
import java.net.IDN;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// One question to a name server: which addresses of a kind does a name have?
///
/// @param id a number that nobody can guess, which the answer repeats
/// @param name in lower case, without a dot at its end
record DnsQuestion(int id, String name, Kind kind) {
  static final int CLASS_INTERNET = 1;
  private static final int RECURSION_DESIRED = 0x0100;
  private static final int LONGEST_NAME = 253;
  private static final int LONGEST_LABEL = 63;

  /// The kinds of addresses.
  enum Kind {
    A(1, 4),
    AAAA(28, 16);

    private final int number;
    private final int length;

    Kind(int number, int length) {
      this.number = number;
      this.length = length;
    }

    /// Its number in a packet.
    int number() {
      return number;
    }

    /// How many bytes such an address has.
    int length() {
      return length;
    }
  }

  /// A name as it is asked for; nothing where no host can be called so.
  static Optional<String> nameOf(String host) {
    String name;
    try {
      name = IDN.toASCII(host).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    name = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    boolean fits = !name.isEmpty() && name.length() <= LONGEST_NAME;
    for (String label : name.split("\\.", -1)) {
      fits = fits && !label.isEmpty() && label.length() <= LONGEST_LABEL;
    }
    return fits ? Optional.of(name) : Optional.empty();
  }

  /// The question as a packet.
  byte[] packet() {
    var out = new ByteArrayOutputStream();
    out.writeBytes(
        ByteBuffer.allocate(12)
            .putShort((short) id)
            .putShort((short) RECURSION_DESIRED)
            .putShort((short) 1)
            .array());
    for (String label : name.split("\\.", -1)) {
      byte[] bytes = label.getBytes(StandardCharsets.US_ASCII);
      out.write(bytes.length);
      out.writeBytes(bytes);
    }
    out.write(0);
    out.writeBytes(
        ByteBuffer.allocate(4)
            .putShort((short) kind.number())
            .putShort((short) CLASS_INTERNET)
            .array());
    return out.toByteArray();
  }
}
