package dev.homeport.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.homeport.chat.Complaint;
import dev.homeport.chat.Complaint.Kind;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What something in between says in the place of a provider: a page, or nothing at all. Of it only
/// the status means anything, and it has no say about a request.
public final class Aside {
  private static final int READ = 4_096;
  private static final String PAGE = "a page of HTML";
  private static final String BYTE_ORDER_MARK = "\ufeff";
  private static final Pattern TITLE = Pattern.compile("(?i)<title[^>]{0,300}>([^<]{1,300})");
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private Aside() {}

  /// The complaint in such a body; nothing where it may be the provider's own.
  ///
  /// @param meant what the provider itself would mean by the status
  /// @param hint reads when to ask again
  public static Optional<Complaint> of(
      Kind meant, int status, UnaryOperator<String> header, byte[] body, RetryHint hint) {
    String start = start(body);
    boolean page = isPage(start, header);
    if (!page && !start.isEmpty()) {
      return Optional.empty();
    }
    Kind kind = page && status < 400 ? Kind.NONSENSE : ofNobody(meant);
    return Optional.of(new Complaint(kind, status, page ? title(start) : "", hint.of(header, "")));
  }

  /// Whether a body is a page.
  public static boolean isPage(UnaryOperator<String> header, byte[] body) {
    return isPage(start(body), header);
  }

  private static String start(byte[] body) {
    int from = 0;
    while (from < body.length && body[from] >= 0 && body[from] <= ' ') {
      from++;
    }
    String start = new String(body, from, Math.min(body.length - from, READ), UTF_8);
    return (start.startsWith(BYTE_ORDER_MARK) ? start.substring(1) : start).strip();
  }

  /// JSON is none, whatever its type says.
  private static boolean isPage(String start, UnaryOperator<String> header) {
    return start.startsWith("<")
        || (!start.isEmpty()
            && !start.startsWith("{")
            && !start.startsWith("[")
            && header.apply("Content-Type").toLowerCase(Locale.ROOT).startsWith("text/html"));
  }

  /// What a page is called, as far as it says that.
  private static String title(String page) {
    Matcher title = TITLE.matcher(page);
    String words = title.find() ? BLANKS.matcher(title.group(1)).replaceAll(" ").strip() : "";
    return words.isEmpty() ? PAGE : words;
  }

  private static Kind ofNobody(Kind meant) {
    return switch (meant) {
      case BAD_REQUEST, TOO_LARGE, CONTEXT, CAPABILITY, FILTERED -> Kind.NONSENSE;
      case NO_MODEL,
          KEY,
          CREDIT,
          FORBIDDEN,
          RATE,
          QUOTA,
          CONCURRENCY,
          OVERLOADED,
          TIMEOUT,
          SERVER,
          CUT,
          EMPTY,
          NONSENSE ->
          meant;
    };
  }
}
