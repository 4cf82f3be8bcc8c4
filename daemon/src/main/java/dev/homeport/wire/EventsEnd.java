package dev.homeport.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.jspecify.annotations.Nullable;

/// Watches an event stream by the beginnings of its lines. No text of a model can begin a line,
/// because JSON has no raw line ends.
final class EventsEnd implements AnswerEnd {
  private static final int HEAD = 48;

  private final EndRule rule;
  private final byte[] head = new byte[HEAD];
  private int length;
  private boolean ended;
  private boolean failed;
  private long pieces;

  EventsEnd(EndRule rule) {
    this.rule = rule;
  }

  @Override
  public void saw(byte[] piece, int offset, int count) {
    int end = offset + count;
    for (int at = offset; at < end; at++) {
      byte next = piece[at];
      if (next == '\n' || next == '\r') {
        if (length > 0) {
          line();
          length = 0;
        }
      } else if (length < HEAD) {
        head[length++] = next;
      } else {
        at = endOfLine(piece, at, end) - 1;
      }
    }
  }

  @Override
  public long pieces() {
    return pieces;
  }

  @Override
  public @Nullable String missing() {
    if (length > 0) {
      line();
    }
    if (ended) {
      return null;
    }
    return failed
        ? "the stream ended with an error event"
        : "the stream ended without " + terminal();
  }

  private static int endOfLine(byte[] piece, int from, int end) {
    int at = from;
    while (at < end && piece[at] != '\n' && piece[at] != '\r') {
      at++;
    }
    return at;
  }

  private void line() {
    byte first = head[0];
    if (first != 'd' && first != 'e') {
      return;
    }
    pieces += first == 'd' ? 1 : 0;
    String text = new String(head, 0, length, US_ASCII);
    if (rule == EndRule.OPENAI) {
      ended |= "[DONE]".equals(field(text, "data"));
      return;
    }
    String event = field(text, "event");
    if (event != null) {
      ended |= isTerminal(event);
      failed |= event.equals("error");
    }
  }

  private static @Nullable String field(String line, String name) {
    return line.startsWith(name) && line.startsWith(":", name.length())
        ? line.substring(name.length() + 1).strip()
        : null;
  }

  private boolean isTerminal(String event) {
    return switch (rule) {
      case MESSAGES -> event.equals("message_stop");
      case RESPONSES ->
          event.equals("response.completed")
              || event.equals("response.failed")
              || event.equals("response.incomplete");
      case OPENAI, OLLAMA, NONE -> false;
    };
  }

  private String terminal() {
    return switch (rule) {
      case MESSAGES -> "message_stop";
      case RESPONSES -> "response.completed";
      case OPENAI, OLLAMA, NONE -> "[DONE]";
    };
  }
}
