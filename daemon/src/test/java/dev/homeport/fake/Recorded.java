package dev.homeport.fake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One exchange of a real Ollama, as far as a test of meaning needs it: heads taken apart, the body
/// of the answer without its framing.
///
/// @param name group and name, as the index lists it
/// @param target the path and query as they were sent
/// @param status the answer's, zero where none came
// The bytes are a recording: nobody compares two of them, and nobody writes into one.
@SuppressWarnings("ArrayRecordComponent")
public record Recorded(
    String name,
    String method,
    String target,
    byte[] requestBody,
    int status,
    TreeMap<String, String> headers,
    byte[] body) {
  private static final Path FOLDER = Path.of("src/test/resources/ollama");

  /// All of them, by name.
  public static List<Recorded> all() {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".request"))
          .sorted()
          .map(Recorded::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The one of this name.
  public static Recorded named(String name) {
    return read(FOLDER.resolve(name + ".request"));
  }

  /// A header of the answer, by its lower-case name.
  public @Nullable String header(String lower) {
    return headers.get(lower);
  }

  /// The path as it was sent, without a query.
  public String path() {
    int question = target.indexOf('?');
    return question < 0 ? target : target.substring(0, question);
  }

  private static Recorded read(Path requestFile) {
    try {
      String name = FOLDER.relativize(requestFile).toString().replace(".request", "");
      byte[] request = Files.readAllBytes(requestFile);
      byte[] response = Files.readAllBytes(FOLDER.resolve(name + ".response"));
      String[] first = lines(request).getFirst().split(" ", -1);
      var headers = new TreeMap<String, String>();
      List<String> lines = lines(response);
      for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
        int colon = line.indexOf(':');
        if (colon > 0) {
          headers.putIfAbsent(
              line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
        }
      }
      byte[] body = afterHead(response);
      return new Recorded(
          name,
          first[0],
          first.length > 1 ? first[1] : "",
          afterHead(request),
          lines.isEmpty() || !lines.getFirst().startsWith("HTTP/")
              ? 0
              : Integer.parseInt(lines.getFirst().split(" ", -1)[1]),
          headers,
          "chunked".equals(headers.get("transfer-encoding")) ? joined(body) : sized(body, headers));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int endOfHead(byte[] message) {
    int end = new String(message, ISO_8859_1).indexOf("\r\n\r\n");
    return end < 0 ? message.length : end;
  }

  private static List<String> lines(byte[] message) {
    String head = new String(message, 0, endOfHead(message), ISO_8859_1);
    return head.isEmpty() ? new ArrayList<>() : Arrays.asList(head.split("\r\n", -1));
  }

  private static byte[] afterHead(byte[] message) {
    int from = Math.min(endOfHead(message) + 4, message.length);
    return Arrays.copyOfRange(message, from, message.length);
  }

  /// Only the first answer of a connection with several.
  private static byte[] sized(byte[] body, TreeMap<String, String> headers) {
    String length = headers.get("content-length");
    return length == null
        ? body
        : Arrays.copyOf(body, Math.min(body.length, Integer.parseInt(length)));
  }

  private static byte[] joined(byte[] chunked) {
    var joined = new ByteArrayOutputStream();
    String text = new String(chunked, ISO_8859_1);
    int at = 0;
    while (at < chunked.length) {
      int line = text.indexOf("\r\n", at);
      int size = line < 0 ? 0 : Integer.parseInt(text.substring(at, line), 16);
      if (size == 0) {
        break;
      }
      int from = line + 2;
      int fits = Math.min(size, chunked.length - from);
      joined.write(chunked, from, fits);
      at = from + size + 2;
    }
    return joined.toByteArray();
  }
}
