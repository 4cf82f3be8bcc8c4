package dev.homeport.fake.tailnet;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// As much of the encoding of certificates as one certificate needs.
final class Der {
  private static final int SEQUENCE = 0x30;

  private Der() {}

  /// A value under a tag.
  static byte[] of(int tag, byte[]... parts) {
    var inner = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      inner.writeBytes(part);
    }
    var whole = new ByteArrayOutputStream();
    whole.write(tag);
    int length = inner.size();
    if (length < 0x80) {
      whole.write(length);
    } else if (length < 0x100) {
      whole.write(0x81);
      whole.write(length);
    } else {
      whole.write(0x82);
      whole.write(length >> 8);
      whole.write(length);
    }
    whole.writeBytes(inner.toByteArray());
    return whole.toByteArray();
  }

  static byte[] sequence(byte[]... parts) {
    return of(SEQUENCE, parts);
  }

  static byte[] text(int tag, String ascii) {
    return of(tag, ascii.getBytes(StandardCharsets.US_ASCII));
  }

  /// An object identifier; its first two arcs are the ones that share a byte.
  static byte[] oid(int... arcs) {
    var bytes = new ByteArrayOutputStream();
    bytes.write(arcs[0] * 40 + arcs[1]);
    for (int i = 2; i < arcs.length; i++) {
      if (arcs[i] >= 1 << 14) {
        bytes.write(0x80 | (arcs[i] >> 14));
      }
      if (arcs[i] >= 1 << 7) {
        bytes.write(0x80 | ((arcs[i] >> 7) & 0x7f));
      }
      bytes.write(arcs[i] & 0x7f);
    }
    return of(0x06, bytes.toByteArray());
  }
}
