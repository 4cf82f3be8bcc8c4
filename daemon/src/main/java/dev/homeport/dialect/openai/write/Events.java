package dev.homeport.dialect.openai.write;

import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Usage;
import dev.homeport.dialect.AnswerStamp;
import dev.homeport.wire.Dialect;
import dev.homeport.wire.frame.Bytes;
import java.nio.charset.StandardCharsets;

/// The events of a stream. What they have in common is written once, because this runs for every
/// token.
public final class Events {
  /// The type of the content.
  public static final String TYPE = "text/event-stream";

  private static final byte[] KEEP_ALIVE = ascii(": keep-alive\n\n");
  private static final byte[] END = ascii("}\n\n");
  private static final byte[] END_WITHOUT_USAGE = ascii(",\"usage\":null}\n\n");
  private static final byte[] DONE = ascii("data: [DONE]\n\n");
  private static final byte[] ROLE =
      ascii(
          "[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}]");
  private static final byte[] NO_CHOICES = ascii("[],\"usage\":");

  private final byte[] head;
  private final byte[] end;

  /// @param prefix what the id begins with
  /// @param usage whether the client wants to hear what was used: then each chunk says that it is
  ///   not the one
  public Events(
      String prefix, String object, ChatRequest request, AnswerStamp stamp, boolean usage) {
    this.head = ascii("data: " + begun(prefix, object, request.model(), stamp) + ",\"choices\":");
    this.end = usage ? END_WITHOUT_USAGE : END;
  }

  /// The fields that every object of an answer begins with.
  static String begun(String prefix, String object, String model, AnswerStamp stamp) {
    return "{\"id\":\""
        + prefix
        + stamp.id()
        + "\",\"object\":\""
        + object
        + "\",\"created\":"
        + stamp.created().getEpochSecond()
        + ",\"model\":"
        + new Bytes().quoted(model);
  }

  Bytes begin(Bytes out) {
    return out.append(head);
  }

  void end(Bytes out) {
    out.append(end);
  }

  /// The chunk that only says whose turn it is.
  public void role(Bytes out) {
    end(begin(out).append(ROLE));
  }

  /// The chunk that only says what was used.
  public void usage(Usage used, Bytes out) {
    Counts.append(used, out.append(head).append(NO_CHOICES)).append(END);
  }

  /// The end of a whole answer.
  public static void done(Bytes out) {
    out.append(DONE);
  }

  /// An error, after which no `[DONE]` comes, or the text before it would look whole.
  public static void error(int status, String text, Bytes out) {
    out.append("data: ").append(Dialect.OPENAI.error(status, text, "")).append("\n\n");
  }

  /// What keeps a connection alive (clients.md 2).
  public static byte[] keepAlive() {
    return KEEP_ALIVE.clone();
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
