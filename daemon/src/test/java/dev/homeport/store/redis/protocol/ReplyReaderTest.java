package dev.homeport.store.redis.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyReaderTest {
  private static final ReplyReader.Bounds SMALL = new ReplyReader.Bounds(20, 30, 4, 2, 100);

  private static Reply read(String text) throws IOException {
    return new ReplyReader(new ByteArrayInputStream(text.getBytes(UTF_8)), SMALL).next();
  }

  @Test
  void eachKindIsRead() throws IOException {
    assertThat(read("+OK\r\n")).isEqualTo(new Reply.Word("OK"));
    assertThat(read("-ERR no\r\n")).isEqualTo(new Reply.Fault("ERR no"));
    assertThat(read(":-9223372036854775808\r\n")).isEqualTo(new Reply.Whole(Long.MIN_VALUE));
    assertThat(read("$5\r\na\r\nö\r\n")).isEqualTo(new Reply.Text("a\r\nö"));
    assertThat(read("$0\r\n\r\n")).isEqualTo(new Reply.Text(""));
    assertThat(read("$-1\r\n")).isEqualTo(new Reply.Nothing());
    assertThat(read("*-1\r\n")).isEqualTo(new Reply.Nothing());
    assertThat(read("*0\r\n")).isEqualTo(new Reply.Many(List.of()));
    assertThat(read("*2\r\n*1\r\n:1\r\n$-1\r\n"))
        .isEqualTo(
            new Reply.Many(
                List.of(new Reply.Many(List.of(new Reply.Whole(1))), new Reply.Nothing())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 400 Bad Request\r\n",
        "\r\n",
        "+OK\n\r\n",
        "+OK\rx",
        "+aaaaaaaaaaaaaaaaaaaaa\r\n",
        ":\r\n",
        ":-\r\n",
        ":+1\r\n",
        ": 1\r\n",
        ":1 \r\n",
        ":1.5\r\n",
        ":9223372036854775808\r\n",
        "$-2\r\n",
        "$31\r\n",
        "$99999999999\r\n",
        "$1\r\nab\r\n",
        "$1\r\na\n\n",
        "*5\r\n",
        "*-2\r\n",
        "*1\r\n*1\r\n*1\r\n:1\r\n"
      })
  void whatIsNotOfTheProtocolOrTooLargeIsRefused(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(ProtocolException.class);
  }

  @Test
  void listOfMuchIsTooMuchAlthoughEachPartIsNot() {
    assertThatThrownBy(() -> read("*4\r\n" + ("$25\r\n" + "a".repeat(25) + "\r\n").repeat(4)))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("too long");
  }

  @Test
  void endInTheMiddleIsAnEnd() {
    String whole = "*2\r\n$3\r\nabc\r\n:7\r\n";
    for (int cut = 0; cut < whole.length(); cut++) {
      String part = whole.substring(0, cut);
      assertThatThrownBy(() -> read(part))
          .describedAs("cut %d", cut)
          .isInstanceOf(EOFException.class);
    }
  }

  static LongStream seeds() {
    return LongStream.range(0, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void repliesAreTheSameWhereverTheyAreSplit(long seed) throws IOException {
    var random = new Random(seed);
    var expected = new ArrayList<Reply>();
    var bytes = new ByteArrayOutputStream();
    for (int i = 0; i < 4; i++) {
      Reply reply = reply(random, 0);
      expected.add(reply);
      write(reply, bytes);
    }
    byte[] all = bytes.toByteArray();
    for (int split = 0; split <= all.length; split++) {
      var in =
          new SequenceInputStream(
              new ByteArrayInputStream(all, 0, split),
              new ByteArrayInputStream(all, split, all.length - split));
      assertThat(all(in, expected.size())).describedAs("split at %d", split).isEqualTo(expected);
    }
    assertThat(all(new Trickle(all), expected.size())).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void nonsenseEndsInAnExceptionAndNothingElse(long seed) throws IOException {
    var random = new Random(seed);
    var bytes = new ByteArrayOutputStream();
    IntStream.range(0, 4).forEach(_ -> write(reply(random, 0), bytes));
    byte[] whole = bytes.toByteArray();
    for (int i = 0; i < 400; i++) {
      byte[] broken = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
      for (int j = random.nextInt(4); j > 0 && broken.length > 0; j--) {
        broken[random.nextInt(broken.length)] =
            (byte) "*$:+-0123456789\r\n\0ÿ".charAt(random.nextInt(19));
      }
      var reader = new ReplyReader(new ByteArrayInputStream(broken), ReplyReader.Bounds.USUAL);
      assertThatThrownBy(
              () -> {
                while (true) {
                  assertThat(reader.next()).isNotNull();
                }
              })
          .isInstanceOfAny(EOFException.class, ProtocolException.class);
    }
  }

  private static List<Reply> all(InputStream in, int count) throws IOException {
    var reader = new ReplyReader(in, ReplyReader.Bounds.USUAL);
    var replies = new ArrayList<Reply>();
    for (int i = 0; i < count; i++) {
      replies.add(reader.next());
    }
    assertThatThrownBy(reader::next).isInstanceOf(EOFException.class);
    return replies;
  }

  private static Reply reply(Random random, int depth) {
    return switch (random.nextInt(depth < 3 ? 6 : 5)) {
      case 0 -> new Reply.Word("W" + random.nextInt(1000));
      case 1 -> new Reply.Fault("ERR ä" + random.nextInt(1000));
      case 2 -> new Reply.Whole(random.nextLong());
      case 3 -> new Reply.Nothing();
      case 4 -> new Reply.Text("\r\n$ö*🙂".repeat(random.nextInt(4)));
      default -> {
        var parts = new ArrayList<Reply>();
        IntStream.range(0, random.nextInt(4)).forEach(_ -> parts.add(reply(random, depth + 1)));
        yield new Reply.Many(parts);
      }
    };
  }

  private static void write(Reply reply, ByteArrayOutputStream out) {
    String text =
        switch (reply) {
          case Reply.Word(String word) -> "+" + word;
          case Reply.Fault(String error) -> "-" + error;
          case Reply.Whole(long number) -> ":" + number;
          case Reply.Nothing() -> "$-1";
          case Reply.Text(String it) -> "$" + it.getBytes(UTF_8).length + "\r\n" + it;
          case Reply.Many(List<Reply> parts) -> "*" + parts.size();
        };
    out.writeBytes((text + "\r\n").getBytes(UTF_8));
    reply.asList().forEach(part -> write(part, out));
  }

  /// Bytes that come one by one.
  private static final class Trickle extends ByteArrayInputStream {
    private Trickle(byte[] bytes) {
      super(bytes);
    }

    @Override
    public synchronized int read(byte[] into, int from, int count) {
      return super.read(into, from, Math.min(1, count));
    }
  }
}
