package dev.homeport.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The answer of `/api/show` as strangers may see it: its Modelfile names the model where it would
/// name a file of this disk. All other bytes stay as they are.
public final class ShowPage {
  /// A line whose instruction points to a file, seen as it stands in a JSON string.
  private static final Pattern POINTER =
      Pattern.compile(
          "((?:[#\\s]|\\\\t)*(?:FROM|ADAPTER)(?:\\s|\\\\t)+)(?:\\\\\"|\"\"\")?(?:[/~.]|[A-Za-z]:[\\\\/]|\\\\\\\\).*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private final String model;
  private final Finder finder = new Finder();
  private final ByteArrayOutputStream come = new ByteArrayOutputStream(16 * 1024);

  /// A page of which nothing has come.
  ///
  /// @param model what the model is called
  public ShowPage(String model) {
    this.model = model;
  }

  /// Takes a piece of the page.
  public void add(byte[] piece, int offset, int length) {
    finder.scanner.feed(piece, offset, length);
    come.write(piece, offset, length);
  }

  /// Whether its Modelfile has come, behind which there is nothing to replace. The lists of tokens
  /// that may follow are many times as large as all before.
  public boolean isPast() {
    return finder.to >= 0;
  }

  /// How much has come.
  public int size() {
    return come.size();
  }

  /// What has come, with its paths replaced.
  public byte[] shown() {
    byte[] body = come.toByteArray();
    if (finder.to < 0) {
      return body;
    }
    int from = finder.from;
    while (body[from] != '"') {
      from++;
    }
    String quoted = new String(JsonText.quoted(model).getBytes(UTF_8), ISO_8859_1);
    String modelfile = new String(body, from + 1, finder.to - from - 1, ISO_8859_1);
    byte[] clean = clean(modelfile, quoted.substring(1, quoted.length() - 1)).getBytes(ISO_8859_1);
    var out = new ByteArrayOutputStream(body.length + clean.length);
    out.write(body, 0, from + 1);
    out.writeBytes(clean);
    out.write(body, finder.to, body.length - finder.to);
    return out.toByteArray();
  }

  /// Both are the insides of JSON strings, still escaped, a char for each byte.
  private static String clean(String modelfile, String model) {
    var out = new StringBuilder(modelfile.length());
    int from = 0;
    while (from <= modelfile.length()) {
      int to = endOfLine(modelfile, from);
      String line = modelfile.substring(from, to);
      Matcher pointer = POINTER.matcher(line);
      out.append(pointer.matches() ? pointer.group(1) + model : line);
      from = to;
      if (from < modelfile.length()) {
        out.append(modelfile, from, from + 2);
      }
      from += 2;
    }
    return out.toString();
  }

  /// Where the next escaped line end stands; a backslash that is escaped itself begins none.
  private static int endOfLine(String text, int from) {
    int at = from;
    while (at < text.length()) {
      if (text.charAt(at) != '\\') {
        at++;
      } else if (at + 1 < text.length() && "nr".indexOf(text.charAt(at + 1)) >= 0) {
        return at;
      } else {
        at += 2;
      }
    }
    return text.length();
  }

  /// Finds the one string in the page.
  private static final class Finder implements JsonScanner.Listener {
    private final JsonScanner scanner = new JsonScanner(this, false);
    private boolean here;
    private int from = -1;
    private int to = -1;

    @Override
    public int keeps(int depth, boolean name) {
      return name && depth == 1 ? 16 : 0;
    }

    @Override
    public void name(int depth, JsonString name) {
      // Only the first one: a second, of whatever type, has no end that belongs to its beginning.
      here = to < 0 && depth == 1 && name.is("modelfile");
      if (here) {
        from = (int) scanner.offset() + 1;
      }
    }

    @Override
    public void string(int depth, JsonString value) {
      if (here && depth == 1) {
        to = (int) scanner.offset();
      }
      here = false;
    }
  }
}
