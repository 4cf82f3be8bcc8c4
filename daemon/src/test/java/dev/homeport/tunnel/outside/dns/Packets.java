package dev.homeport.tunnel.outside.dns;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Packets of a name server, put together record by record.
final class Packets {
  private static final int TTL = 60;

  private Packets() {}

  /// A record, with its owner and its contents.
  @SuppressWarnings("ArrayRecordComponent") // Written, never compared.
  record Rr(String owner, int type, byte[] contents) {}

  static Rr address(String owner, String address) {
    byte[] bytes = InetAddress.ofLiteral(address).getAddress();
    return new Rr(owner, bytes.length == 4 ? 1 : 28, bytes);
  }

  static Rr alias(String owner, String name) {
    return new Rr(owner, 5, name(name));
  }

  /// What was asked, as far as a server has to know it.
  @SuppressWarnings("ArrayRecordComponent") // Read, never compared.
  record Asked(int id, String name, int type, byte[] question) {
    static Asked of(byte[] packet, int length) {
      var in = ByteBuffer.wrap(packet, 0, length);
      int id = Short.toUnsignedInt(in.getShort());
      in.position(12);
      var labels = new ArrayList<String>();
      for (int size = in.get(); size != 0; size = in.get()) {
        byte[] label = new byte[size];
        in.get(label);
        labels.add(new String(label, StandardCharsets.US_ASCII));
      }
      int type = in.getShort();
      byte[] question = new byte[length - 12];
      System.arraycopy(packet, 12, question, 0, question.length);
      return new Asked(id, String.join(".", labels), type, question);
    }
  }

  static byte[] answer(Asked asked, int flags, List<Rr> records) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(
        ByteBuffer.allocate(12)
            .putShort((short) asked.id())
            .putShort((short) (0x8180 | flags))
            .putShort((short) 1)
            .putShort((short) records.size())
            .array());
    out.writeBytes(asked.question());
    for (Rr each : records) {
      boolean same = each.owner().equals(asked.name());
      out.writeBytes(same ? new byte[] {(byte) 0xc0, 12} : name(each.owner()));
      out.writeBytes(
          ByteBuffer.allocate(10)
              .putShort((short) each.type())
              .putShort((short) 1)
              .putInt(TTL)
              .putShort((short) each.contents().length)
              .array());
      out.writeBytes(each.contents());
    }
    return out.toByteArray();
  }

  static byte[] name(String name) {
    var out = new ByteArrayOutputStream();
    for (String label : name.split("\\.", -1)) {
      out.write(label.length());
      out.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
    }
    out.write(0);
    return out.toByteArray();
  }
}
