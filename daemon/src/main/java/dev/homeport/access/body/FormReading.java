package dev.homeport.access.body;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.homeport.access.body.Judged.Refused;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the model's name out of a form in parts, without holding the recording that is in it.
///
/// Only the plain form passes that every client sends. Go's reader takes more, folded headers, bare
/// line feeds, encoded parts, and each of them is a way to write a name that only Ollama would see.
final class FormReading implements Asked.Reading {
  private static final Pattern TYPE =
      Pattern.compile(
          "multipart/form-data\\s*;\\s*boundary=(?:\"([A-Za-z0-9'()+_,./:=? -]{1,70})\""
              + "|([A-Za-z0-9'+_.-]{1,70}))\\s*(?:;\\s*charset=\"?[A-Za-z0-9-]+\"?)?\\s*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern DISPOSITION =
      Pattern.compile(
          "content-disposition: *form-data; *name=(?:\"([A-Za-z0-9_.\\[\\]-]+)\"|([A-Za-z0-9_.-]+))"
              + "(?:; *filename=(?:\"[^\"\\\\]*\"|[A-Za-z0-9_.-]+))?"
              + "(?:; *filename\\*=[A-Za-z0-9%'_.~!-]+)?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern OTHER_HEADER =
      Pattern.compile(
          "content-(?:(?:type|length): *[ -~]*|transfer-encoding: *(?:binary|[78]bit))",
          Pattern.CASE_INSENSITIVE);

  private static final int LINE_END = 2;
  private static final int LONGEST_LINE = 1024;
  private static final int LONGEST_MODEL = 2048;

  private enum State {
    /// After a boundary: the end of its line, or two dashes after the last.
    BOUNDARY,
    HEADER,
    CONTENT,
    OVER,
    BROKEN
  }

  /// What stands between two parts; the first has its line end added in thought.
  private final byte[] delimiter;

  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private final List<String> models = new ArrayList<>();

  private State state = State.CONTENT;

  /// How much of the delimiter has matched. At the beginning, and where a part's content begins,
  /// its line end has, in thought: an empty part may be followed by its boundary at once.
  private int matched = LINE_END;

  private int thought = LINE_END;
  private boolean first = true;
  private boolean isModel;
  private boolean hasName;
  private long offset;
  private String problem = "";

  private FormReading(String boundary) {
    delimiter = ("\r\n--" + boundary).getBytes(ISO_8859_1);
  }

  /// A reader for a form of this type; nothing when it is no form, which Ollama refuses itself.
  static Asked.@Nullable Reading of(String contentType) {
    Matcher type = TYPE.matcher(contentType.strip());
    if (type.matches()) {
      String quoted = type.group(1);
      return new FormReading(quoted == null ? type.group(2) : quoted);
    }
    if (!contentType.toLowerCase(Locale.ROOT).contains("multipart")) {
      return null;
    }
    var reading = new FormReading("");
    reading.broken("no such type: " + ModelRules.shown(contentType));
    return reading;
  }

  @Override
  public void feed(byte[] piece, int from, int length) {
    int end = from + length;
    long base = offset - from;
    int at = from;
    while (at < end && state != State.BROKEN && state != State.OVER) {
      offset = base + at;
      byte next = piece[at++];
      switch (state) {
        case CONTENT -> {
          content(next);
          if (state == State.CONTENT && matched == 0 && !isModel) {
            at = lineEnd(piece, at, end);
          }
        }
        case BOUNDARY -> boundary(next);
        case HEADER -> header(next);
        case OVER, BROKEN -> {}
      }
    }
    if (state != State.BROKEN) {
      offset = base + end;
    }
  }

  /// Where the next part of a file that could be a delimiter begins.
  private static int lineEnd(byte[] piece, int from, int end) {
    int at = from;
    while (at < end && piece[at] != '\r') {
      at++;
    }
    return at;
  }

  private void content(byte next) {
    if (next == delimiter[matched]) {
      if (++matched == delimiter.length) {
        matched = 0;
        thought = 0;
        partEnds();
        state = State.BOUNDARY;
      }
      return;
    }
    if (first) {
      broken("the body does not begin with its boundary");
      return;
    }
    if (isModel) {
      kept.write(delimiter, thought, matched - thought);
    }
    thought = 0;
    // The delimiter's first byte is nowhere else in it, so no other match has begun meanwhile.
    matched = next == delimiter[0] ? 1 : 0;
    if (isModel && matched == 0) {
      kept.write(next);
    }
    if (kept.size() > LONGEST_MODEL) {
      broken("a model's name has at most " + LONGEST_MODEL + " bytes");
    }
  }

  private void partEnds() {
    if (isModel) {
      models.add(kept.toString(UTF_8));
    }
    isModel = false;
    first = false;
    kept.reset();
  }

  private void boundary(byte next) {
    kept.write(next);
    if (kept.size() == 2) {
      String end = kept.toString(ISO_8859_1);
      kept.reset();
      hasName = false;
      if (end.equals("--")) {
        state = State.OVER;
      } else if (end.equals("\r\n")) {
        state = State.HEADER;
      } else {
        broken("something follows the boundary on its line");
      }
    }
  }

  private void header(byte next) {
    kept.write(next);
    if (next == '\n') {
      String line = kept.toString(ISO_8859_1);
      kept.reset();
      if (line.equals("\r\n")) {
        headersEnd();
      } else if (line.endsWith("\r\n")) {
        line(line.substring(0, line.length() - 2));
      } else {
        broken("a line of a part's head ends without a carriage return");
      }
    } else if (kept.size() > LONGEST_LINE) {
      broken("a line of a part's head is too long");
    }
  }

  private void line(String line) {
    Matcher disposition = DISPOSITION.matcher(line);
    if (disposition.matches() && !hasName) {
      hasName = true;
      isModel =
          "model".equalsIgnoreCase(disposition.group(1))
              || "model".equalsIgnoreCase(disposition.group(2));
    } else if (!OTHER_HEADER.matcher(line).matches()) {
      broken("a part has a header that is not understood here");
    }
  }

  private void headersEnd() {
    if (!hasName) {
      broken("a part has no name");
      return;
    }
    state = State.CONTENT;
    matched = LINE_END;
    thought = LINE_END;
  }

  private void broken(String what) {
    problem = what;
    state = State.BROKEN;
  }

  @Override
  public @Nullable Refused problem() {
    if (state == State.BROKEN) {
      return refused("the form cannot be read: " + problem + ", at byte " + offset);
    }
    if (state != State.OVER && offset > 0) {
      return refused("the form ends before its last boundary, at byte " + offset);
    }
    return models.size() > 1 ? refused("the form names a model more than once") : null;
  }

  private static Refused refused(String text) {
    return new Refused(400, text, "invalid form");
  }

  @Override
  public Asked asked() {
    return Asked.named(models.stream().filter(model -> !model.isEmpty()).toList(), false);
  }
}
