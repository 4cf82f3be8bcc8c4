package dev.homeport.store.redis.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/// What a Redis is asked to do. Its words may be secrets, so that nobody prints them.
public final class Command {
  private final List<String> words;

  private Command(List<String> words) {
    this.words = List.copyOf(words);
  }

  /// A command of these words.
  public static Command of(String... words) {
    return new Command(List.of(words));
  }

  /// A command of these words.
  public static Command of(List<String> words) {
    return new Command(words);
  }

  /// Writes it as it goes over the wire.
  void write(ByteArrayOutputStream out) {
    out.writeBytes(("*" + words.size() + "\r\n").getBytes(US_ASCII));
    for (String word : words) {
      byte[] bytes = word.getBytes(UTF_8);
      out.writeBytes(("$" + bytes.length + "\r\n").getBytes(US_ASCII));
      out.writeBytes(bytes);
      out.write('\r');
      out.write('\n');
    }
  }

  /// Writes one command by itself.
  static void writeTo(OutputStream out, Command command) throws IOException {
    var bytes = new ByteArrayOutputStream();
    command.write(bytes);
    out.write(bytes.toByteArray());
    out.flush();
  }

  @Override
  public String toString() {
    return words.getFirst();
  }
}
