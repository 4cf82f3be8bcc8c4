package dev.homeport.dialect.anthropic.passed;

import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Complaint;
import dev.homeport.chat.Usage;
import dev.homeport.dialect.AnswerStamp;
import dev.homeport.dialect.AnswerWriter;
import dev.homeport.dialect.Rendition;
import dev.homeport.dialect.answer.WholeBody;
import dev.homeport.dialect.anthropic.read.Complaints;
import dev.homeport.dialect.anthropic.read.Ending;
import dev.homeport.dialect.anthropic.written.MessageBody;
import dev.homeport.wire.edit.JsonEdit;
import dev.homeport.wire.edit.JsonEditor;
import dev.homeport.wire.frame.Bytes;
import dev.homeport.wire.json.Json;
import org.jspecify.annotations.Nullable;

/// One object that passes, when all of it is there.
public final class PassedBody implements Rendition {
  private static final int SHOWN = 400;
  private static final int CONTENT = 0;
  private static final int REASON = 1;
  private static final int USAGE = 2;
  private static final int ERROR = 3;

  private static final JsonEdit MESSAGE =
      JsonEdit.builder()
          .replace("model")
          .drop("usage", "service_tier")
          .drop("usage", "inference_geo")
          .see(CONTENT, "content")
          .see(REASON, "stop_reason")
          .see(USAGE, "usage")
          .see(ERROR, "error")
          .build();

  private static final JsonEdit ID = JsonEdit.builder().replace("id").build();

  private final JsonEditor message;
  private final JsonEditor id;

  /// Writes what is not the provider's.
  private final AnswerWriter own;

  private final Ending ending = new Ending();
  private final WholeBody body = new WholeBody();
  private boolean understood;
  private boolean reasoned;
  private boolean content;
  private @Nullable Complaint complaint;

  /// The answer to this request.
  public PassedBody(ChatRequest request, AnswerStamp stamp) {
    this.message = MESSAGE.with(request.model());
    this.id = ID.with("msg_" + stamp.id());
    this.own = new MessageBody(request, stamp);
  }

  @Override
  public void feed(byte[] bytes, int from, int count, Bytes out) {
    if (complaint == null && !body.gather(bytes, from, count)) {
      complaint = Complaints.nonsense("a body of more than 32 MiB");
    }
  }

  @Override
  public void end(Bytes out) {
    if (complaint != null) {
      return;
    }
    var changed = new Bytes();
    message.apply(body.array(), 0, body.length(), changed, this::see);
    if (complaint == null && !understood) {
      complaint = Complaints.nonsense("no message: " + body.start(SHOWN));
    } else if (complaint == null && !reasoned) {
      complaint = Complaints.cut();
    }
    if (complaint == null) {
      id.apply(changed.array(), 0, changed.length(), out);
    }
  }

  private void see(int tag, byte[] json, int from, int count) {
    switch (tag) {
      case CONTENT -> {
        understood = json[from] == '[';
        content = understood && !Json.readOrMissing(json, from, count).isEmpty();
      }
      case REASON -> reasoned = json[from] == '"';
      case USAGE -> ending.usage(Json.readOrMissing(json, from, count));
      case ERROR -> complaint = Complaints.inside(Json.readOrMissing(json, from, count));
      default -> throw new IllegalStateException("nothing of the tag " + tag + " is seen");
    }
  }

  @Override
  public String contentType() {
    return own.contentType();
  }

  @Override
  public boolean hasContent() {
    return content;
  }

  @Override
  public long made() {
    return content ? 1 : 0;
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
    own.broken(status, text, out);
  }

  @Override
  public byte[] keepAlive() {
    return own.keepAlive();
  }
}
