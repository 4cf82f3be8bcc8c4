package dev.homeport.dialect.anthropic.passed;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Complaint;
import dev.homeport.chat.Usage;
import dev.homeport.dialect.Rendition;
import dev.homeport.dialect.anthropic.read.Complaints;
import dev.homeport.dialect.anthropic.read.Ending;
import dev.homeport.wire.frame.Bytes;
import dev.homeport.wire.frame.EventReader;
import dev.homeport.wire.json.Json;
import org.jspecify.annotations.Nullable;

/// Events that are put together to the one object that the client asked for, which passes as any
/// other. The event `message_stop` alone makes it whole.
public final class GatheredEvents implements Rendition {
  private final PassedBody body;
  private final EventReader events = new EventReader(new Heard());
  private final MessageGathering gathering = new MessageGathering();
  private final Ending ending = new Ending();
  private String stray = "";
  private boolean understood;
  private boolean over;
  private @Nullable Complaint complaint;

  /// @param body passes the object
  public GatheredEvents(PassedBody body) {
    this.body = body;
  }

  @Override
  public void feed(byte[] bytes, int from, int count, Bytes out) {
    if (complaint == null) {
      events.feed(bytes, from, count);
    }
  }

  @Override
  public void end(Bytes out) {
    if (complaint == null) {
      events.end();
    }
    if (complaint == null && !over) {
      complaint = understood ? Complaints.cut() : Complaints.nonsense("no event: " + stray);
    }
    if (complaint != null) {
      return;
    }
    var whole = new Bytes();
    if (!gathering.whole(whole)) {
      complaint = Complaints.nonsense("the arguments of a call are no JSON object");
      return;
    }
    body.feed(whole.array(), 0, whole.length(), out);
    body.end(out);
    complaint = body.complaint();
  }

  /// Hears of the events. One that is no JSON is passed over (cases.md B4).
  private final class Heard implements EventReader.Listener {
    @Override
    public void event(@Nullable String name, byte[] bytes, int from, int count) {
      JsonNode event = Json.readOrMissing(bytes, from, count);
      if (complaint != null || over || !event.isObject()) {
        return;
      }
      String type = event.path("type").asText(name == null ? "" : name);
      understood |= !type.isEmpty();
      ending.usage(event.path("message").path("usage"));
      ending.usage(event.path("usage"));
      if (event.has("error")) {
        complaint = Complaints.inside(event.path("error"));
      } else if (!gathering.take(type, event)) {
        complaint = Complaints.nonsense("a body of more than 32 MiB");
      }
      over = type.equals("message_stop");
    }

    @Override
    public void stray(byte[] bytes, int from, int count) {
      if (complaint != null || over) {
        return;
      }
      JsonNode error = Json.readOrMissing(bytes, from, count).path("error");
      if (error.isObject()) {
        complaint = Complaints.inside(error);
      } else if (stray.isEmpty()) {
        stray = new String(bytes, from, Math.min(count, 400), UTF_8);
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
    return body.contentType();
  }

  @Override
  public boolean hasContent() {
    return made() > 0;
  }

  @Override
  public long made() {
    return gathering.made();
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
  public void broken(int status, String text, Bytes out) {
    body.broken(status, text, out);
  }

  @Override
  public byte[] keepAlive() {
    return body.keepAlive();
  }
}
