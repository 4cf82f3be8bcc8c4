package dev.homeport.fake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.homeport.fake.Received.Field;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/// The bytes that came back in a recording, taken apart: its final head, and where in them the body
/// lies.
///
/// @param runs where the body's bytes lie, in order: chunk by chunk, or one run where there are no
///   chunks
/// @param whole whether its framing ended it
@SuppressWarnings("ArrayRecordComponent") // Looked at, never compared.
public record RecordedAnswer(
    int status, List<Field> fields, byte[] body, List<Run> runs, boolean chunked, boolean whole) {
  /// Bytes of the body as they lie in the recording.
  public record Run(int from, int size) {
    private int before(int position) {
      return Math.clamp(position - from, 0, size);
    }
  }

  /// Takes apart what came back, of which interim heads are left out; of several answers, the
  /// first.
  public static RecordedAnswer of(byte[] response, String method) {
    String text = new String(response, ISO_8859_1);
    int at = 0;
    while (true) {
      int end = text.indexOf("\r\n\r\n", at);
      if (end < 0) {
        return new RecordedAnswer(0, List.of(), new byte[0], List.of(), false, false);
      }
      List<String> head = List.of(text.substring(at, end).split("\r\n", -1));
      at = end + 4;
      int status = Integer.parseInt(head.getFirst().split(" ", -1)[1]);
      if (status >= 200) {
        List<Field> fields = head.stream().skip(1).map(RecordedAnswer::field).toList();
        boolean bodiless = method.equals("HEAD") || status == 204 || status == 304;
        return bodiless
            ? new RecordedAnswer(status, fields, new byte[0], List.of(), false, true)
            : withBody(response, text, at, status, fields);
      }
    }
  }

  /// How many bytes of the body lie before this position of the recording.
  public int bodyBefore(int position) {
    return runs.stream().mapToInt(run -> run.before(position)).sum();
  }

  /// Where in the body its chunks end.
  public List<Integer> chunkEnds() {
    var ends = new ArrayList<Integer>();
    int end = 0;
    for (Run run : runs) {
      end += run.size();
      ends.add(end);
    }
    return ends;
  }

  private static RecordedAnswer withBody(
      byte[] response, String text, int from, int status, List<Field> fields) {
    var runs = new ArrayList<Run>();
    boolean chunked = value(fields, "transfer-encoding").equals("chunked");
    boolean whole = false;
    if (chunked) {
      int at = from;
      while (!whole) {
        int line = text.indexOf("\r\n", at);
        if (line < 0) {
          break;
        }
        int size = Integer.parseInt(text.substring(at, line), 16);
        whole = size == 0;
        if (!whole) {
          runs.add(new Run(line + 2, Math.min(size, response.length - line - 2)));
        }
        at = line + 2 + size + 2;
      }
    } else {
      String length = value(fields, "content-length");
      int there = response.length - from;
      int size = length.isEmpty() ? there : Math.min(there, Integer.parseInt(length));
      runs.add(new Run(from, size));
      whole = length.isEmpty() || size == Integer.parseInt(length);
    }
    var body = new ByteArrayOutputStream();
    runs.forEach(run -> body.write(response, run.from(), run.size()));
    return new RecordedAnswer(status, fields, body.toByteArray(), runs, chunked, whole);
  }

  private static Field field(String line) {
    int colon = line.indexOf(':');
    return new Field(line.substring(0, colon), line.substring(colon + 1).strip());
  }

  private static String value(List<Field> fields, String name) {
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(Field::value)
        .findFirst()
        .orElse("");
  }
}
