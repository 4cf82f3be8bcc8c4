package dev.homeport.tunnel.outside.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a packet says to a question. Total: any bytes are one of these, and none takes long.
sealed interface DnsAnswer {
  /// The addresses; none where the name has none of the kind.
  record Known(List<InetAddress> addresses) implements DnsAnswer {}

  /// There is no such name.
  record NoSuchName() implements DnsAnswer {}

  /// The answer was too long for a datagram.
  record Truncated() implements DnsAnswer {}

  /// The server does not answer this, as the number says.
  record Refused(int code) implements DnsAnswer {}

  /// It is no answer to this question: somebody else's, or nonsense.
  record Foreign() implements DnsAnswer {}

  /// The flag of an answer, and the operation, which is 0.
  int IS_ANSWER = 0x8000;

  int OPERATION = 0x7800;
  int IS_TRUNCATED = 0x0200;
  int CODE = 0x000f;
  int NAME_ERROR = 3;
  int CNAME = 5;

  /// The most records that are read, and the longest chain of other names.
  int MOST_RECORDS = 64;

  int LONGEST_CHAIN = 8;

  /// Reads a packet.
  static DnsAnswer of(byte[] packet, DnsQuestion question) {
    try {
      return read(ByteBuffer.wrap(packet), question);
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      return new Foreign();
    }
  }

  private static DnsAnswer read(ByteBuffer packet, DnsQuestion question) {
    int id = Short.toUnsignedInt(packet.getShort());
    int flags = Short.toUnsignedInt(packet.getShort());
    int questions = Short.toUnsignedInt(packet.getShort());
    int records = Short.toUnsignedInt(packet.getShort());
    packet.getInt();
    boolean ours =
        id == question.id()
            && (flags & (IS_ANSWER | OPERATION)) == IS_ANSWER
            && questions == 1
            && name(packet).equals(question.name())
            && Short.toUnsignedInt(packet.getShort()) == question.kind().number()
            && Short.toUnsignedInt(packet.getShort()) == DnsQuestion.CLASS_INTERNET;
    if (!ours) {
      return new Foreign();
    }
    int code = flags & CODE;
    if (code == NAME_ERROR) {
      return new NoSuchName();
    }
    if (code != 0) {
      return new Refused(code);
    }
    if ((flags & IS_TRUNCATED) != 0) {
      return new Truncated();
    }
    return new Known(addresses(packet, Math.min(records, MOST_RECORDS), question));
  }

  /// The addresses of the name, or of the last of those that it is another name for.
  private static List<InetAddress> addresses(ByteBuffer packet, int records, DnsQuestion question) {
    Map<String, String> aliases = new HashMap<>();
    Map<String, List<InetAddress>> known = new HashMap<>();
    for (int i = 0; i < records; i++) {
      String owner = name(packet);
      int kind = Short.toUnsignedInt(packet.getShort());
      int network = Short.toUnsignedInt(packet.getShort());
      packet.getInt();
      int length = Short.toUnsignedInt(packet.getShort());
      int end = packet.position() + length;
      if (network == DnsQuestion.CLASS_INTERNET && kind == CNAME) {
        aliases.put(owner, name(packet));
      } else if (network == DnsQuestion.CLASS_INTERNET
          && kind == question.kind().number()
          && length == question.kind().length()) {
        known.computeIfAbsent(owner, _ -> new ArrayList<>()).add(address(packet, length));
      }
      packet.position(end);
    }
    String name = question.name();
    for (int i = 0; i < LONGEST_CHAIN && aliases.containsKey(name); i++) {
      name = aliases.getOrDefault(name, name);
    }
    return known.getOrDefault(name, List.of());
  }

  private static InetAddress address(ByteBuffer packet, int length) {
    byte[] bytes = new byte[length];
    packet.get(bytes);
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /// A name, whose end may stand elsewhere: only further to the front each time, so it has an end.
  private static String name(ByteBuffer packet) {
    var name = new StringBuilder();
    int behind = -1;
    int earliest = packet.position();
    for (int length = Byte.toUnsignedInt(packet.get());
        length != 0;
        length = Byte.toUnsignedInt(packet.get())) {
      if (length >= 0xc0) {
        int target = (length & 0x3f) << 8 | Byte.toUnsignedInt(packet.get());
        if (behind < 0) {
          behind = packet.position();
        }
        if (target >= earliest) {
          throw new IllegalArgumentException("a name that points forward");
        }
        earliest = target;
        packet.position(target);
      } else if (length > 63 || name.length() + length > 254) {
        throw new IllegalArgumentException("a name that is too long");
      } else {
        byte[] label = new byte[length];
        packet.get(label);
        name.append(name.isEmpty() ? "" : ".")
            .append(new String(label, StandardCharsets.ISO_8859_1));
      }
    }
    if (behind >= 0) {
      packet.position(behind);
    }
    return name.toString().toLowerCase(Locale.ROOT);
  }
}
