package dev.homeport.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Bytes that came well and are spoilt: what a parser of outside bytes has to bear without an
/// exception, a hang, or memory without an end.
public final class Mutation {
  private static final List<byte[]> WORDS =
      List.of(
          bytes(0x0a),
          bytes(0x0d),
          bytes(0x0d, 0x0a),
          bytes(0x0a, 0x0a),
          bytes(0x00),
          bytes(0xff),
          bytes(0xef, 0xbb, 0xbf),
          bytes(0xed, 0xa0, 0x80),
          utf8("\u2028"),
          utf8("\u0085"),
          utf8("😀"),
          utf8("\""),
          utf8("\\"),
          utf8("\\u"),
          utf8("\\ud83d"),
          utf8("{"),
          utf8("}"),
          utf8("["),
          utf8("]"),
          utf8(","),
          utf8(":"),
          utf8("null"),
          utf8("-"),
          utf8("1e999999999"),
          utf8("1e99999999999"),
          utf8("0"),
          utf8("data:"),
          utf8("data: "),
          utf8("data: [DONE]\n\n"),
          utf8("event: error\n"),
          utf8(": comment\n"),
          utf8("id: 1\n"),
          utf8("{\"error\":"),
          utf8("[".repeat(600)),
          utf8("{\"a\":".repeat(600)),
          utf8(" ".repeat(70)));

  private static final int MOST = 6;

  private Mutation() {}

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }

  private static byte[] bytes(int... values) {
    var bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  /// These bytes with up to six things wrong, sometimes with none.
  public static byte[] of(byte[] good, Random random) {
    byte[] bad = good;
    int times = random.nextInt(MOST + 1);
    for (int i = 0; i < times; i++) {
      bad = once(bad, random);
    }
    return bad;
  }

  private static byte[] once(byte[] bytes, Random random) {
    int from = random.nextInt(bytes.length + 1);
    int until = Math.min(bytes.length, from + random.nextInt(20));
    byte[] word = WORDS.get(random.nextInt(WORDS.size()));
    return switch (random.nextInt(6)) {
      case 0 -> spliced(bytes, from, from, word);
      case 1 -> spliced(bytes, from, until, word);
      case 2 -> spliced(bytes, from, until, new byte[0]);
      case 3 -> spliced(bytes, from, from, Arrays.copyOfRange(bytes, from, until));
      case 4 -> Arrays.copyOf(bytes, from);
      default -> {
        byte[] flipped = bytes.clone();
        if (from < flipped.length) {
          flipped[from] ^= (byte) (1 << random.nextInt(8));
        }
        yield flipped;
      }
    };
  }

  private static byte[] spliced(byte[] bytes, int from, int until, byte[] with) {
    var out = new ByteArrayOutputStream();
    out.write(bytes, 0, from);
    out.writeBytes(with);
    out.write(bytes, until, bytes.length - until);
    return out.toByteArray();
  }

  /// Somebody who takes bytes piece by piece.
  @FunctionalInterface
  public interface Feeder {
    /// Takes the next piece.
    void feed(byte[] bytes, int from, int count);
  }

  /// Feeds the bytes cut at random: mostly into small pieces, sometimes into empty ones. Each lies
  /// in an array that is overwritten afterwards, so that whoever keeps it is found out.
  public static void cut(byte[] bytes, Random random, Feeder feeder) {
    int largest = 1 + random.nextInt(random.nextBoolean() ? 3 : 400);
    int at = 0;
    while (at < bytes.length) {
      int count = Math.min(random.nextInt(largest + 1), bytes.length - at);
      int before = random.nextInt(3);
      var piece = new byte[before + count + random.nextInt(3)];
      random.nextBytes(piece);
      System.arraycopy(bytes, at, piece, before, count);
      feeder.feed(piece, before, count);
      random.nextBytes(piece);
      at += count;
    }
  }
}
