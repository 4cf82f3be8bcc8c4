package dev.homeport.dialect.anthropic.passed;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Complaint;
import dev.homeport.chat.Usage;
import dev.homeport.dialect.AnswerStamp;
import dev.homeport.dialect.AnswerWriter;
import dev.homeport.dialect.Rendition;
import dev.homeport.dialect.anthropic.read.Complaints;
import dev.homeport.dialect.anthropic.read.Ending;
import dev.homeport.dialect.anthropic.written.MessageEvents;
import dev.homeport.wire.edit.JsonEdit;
import dev.homeport.wire.edit.JsonEditor;
import dev.homeport.wire.frame.Bytes;
import dev.homeport.wire.frame.EventReader;
import dev.homeport.wire.json.Json;
import org.jspecify.annotations.Nullable;

/// Events that pass, each as soon as it is there. An error among them is not passed, nor is an end
/// without a reason.
public final class PassedEvents implements Rendition {
  private static final int TYPE = 0;
  private static final int USAGE = 1;
  private static final int SAID = 2;
  private static final int BLOCK = 3;
  private static final int REASON = 4;
  private static final int ERROR = 5;

  private static final JsonEdit EVENT =
      JsonEdit.builder()
          .replace("message", "model")
          .drop("message", "usage", "service_tier")
          .drop("message", "usage", "inference_geo")
          .drop("usage", "service_tier")
          .drop("usage", "inference_geo")
          .see(TYPE, "type")
          .see(USAGE, "message", "usage")
          .see(USAGE, "usage")
          .see(SAID, "content_block", "text")
          .see(SAID, "content_block", "thinking")
          .see(SAID, "delta", "text")
          .see(SAID, "delta", "thinking")
          .see(SAID, "delta", "partial_json")
          .see(BLOCK, "content_block", "type")
          .see(REASON, "delta", "stop_reason")
          .see(ERROR, "error")
          .build();

  private static final JsonEdit ID = JsonEdit.builder().replace("message", "id").build();

  private final EventReader events = new EventReader(new Heard());
  private final JsonEditor event;
  private final JsonEditor id;

  /// Writes what is not the provider's.
  private final AnswerWriter own;

  private final Ending ending = new Ending();
  private final Bytes changed = new Bytes();
  private final Bytes renamed = new Bytes();

  /// Where frames go while bytes are fed.
  private Bytes out = new Bytes();

  private String type = "";
  private boolean reasoned;
  private boolean understood;
  private boolean over;
  private boolean content;
  private long made;
  private @Nullable Complaint complaint;

  /// The answer to this request.
  public PassedEvents(ChatRequest request, AnswerStamp stamp) {
    this.event = EVENT.with(request.model());
    this.id = ID.with("msg_" + stamp.id());
    this.own = new MessageEvents(request, stamp);
  }

  @Override
  public void feed(byte[] bytes, int from, int count, Bytes to) {
    if (complaint == null) {
      out = to;
      events.feed(bytes, from, count);
    }
  }

  @Override
  public void end(Bytes to) {
    if (complaint == null) {
      out = to;
      events.end();
    }
    if (complaint == null && !over) {
      complaint = understood ? Complaints.cut() : Complaints.nonsense("no event");
    }
  }

  private void see(int tag, byte[] json, int from, int count) {
    switch (tag) {
      case TYPE -> type = word(json, from, count);
      case USAGE -> ending.usage(Json.readOrMissing(json, from, count));
      case SAID -> content |= json[from] == '"' && count > 2;
      case BLOCK -> content |= MessageGathering.isContent(word(json, from, count));
      case REASON -> reasoned |= json[from] == '"';
      case ERROR -> complaint = Complaints.inside(Json.readOrMissing(json, from, count));
      default -> throw new IllegalStateException("nothing of the tag " + tag + " is seen");
    }
  }

  private static String word(byte[] json, int from, int count) {
    return count < 2 ? "" : new String(json, from + 1, count - 2, UTF_8);
  }

  private void pass(@Nullable String name) {
    understood |= !type.isEmpty();
    Bytes frame = changed;
    if (type.equals("message_start")) {
      renamed.clear();
      id.apply(changed.array(), 0, changed.length(), renamed);
      frame = renamed;
    } else if (type.equals("message_stop")) {
      over = true;
      if (!reasoned) {
        complaint = Complaints.cut();
        return;
      }
    }
    if (name != null) {
      out.append("event: ").append(name).append("\n");
    }
    out.append("data: ");
    byte[] bytes = frame.array();
    int from = 0;
    for (int at = 0; at < frame.length(); at++) {
      if (bytes[at] == '\n') {
        out.append(bytes, from, at + 1 - from).append("data: ");
        from = at + 1;
      }
    }
    out.append(bytes, from, frame.length() - from).append("\n\n");
  }

  /// Hears of the events. One that is no JSON is passed over (cases.md B4).
  private final class Heard implements EventReader.Listener {
    @Override
    public void event(@Nullable String name, byte[] bytes, int from, int count) {
      if (complaint != null || over) {
        return;
      }
      changed.clear();
      type = "";
      content = false;
      var outcome = event.apply(bytes, from, count, changed, PassedEvents.this::see);
      if (type.isEmpty() && name != null) {
        type = name;
      }
      if (outcome != JsonEdit.Outcome.BROKEN && complaint == null) {
        made += content ? 1 : 0;
        pass(name);
      }
    }

    @Override
    public void stray(byte[] bytes, int from, int count) {
      if (complaint == null && !over) {
        JsonNode error = Json.readOrMissing(bytes, from, count).path("error");
        complaint = error.isObject() ? Complaints.inside(error) : null;
      }
    }

    @Override
    public void tooLong() {
      if (complaint == null && !over) {
        complaint = Complaints.nonsense("an event of more than 8 MiB");
      }
    }
  }

  @Override
  public String contentType() {
    return own.contentType();
  }

  @Override
  public boolean hasContent() {
    return made > 0;
  }

  @Override
  public long made() {
    return made;
  }

  @Override
  public @Nullable Complaint complaint() {
    return complaint;
  }

  @Override
  public @Nullable Usage usage() {
    return ending.usage();
  }

  @Override
  public void broken(int status, String text, Bytes to) {
    own.broken(status, text, to);
  }

  @Override
  public byte[] keepAlive() {
    return own.keepAlive();
  }
}
