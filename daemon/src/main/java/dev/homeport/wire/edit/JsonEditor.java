package dev.homeport.wire.edit;

import dev.homeport.wire.edit.JsonEdit.Outcome;
import dev.homeport.wire.edit.JsonEdit.Seen;
import dev.homeport.wire.frame.Bytes;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Carries out a [JsonEdit] on one text after the other. It belongs to one stream, because it keeps
/// what it works with.
///
/// Every text is read once, and takes what Go's decoder takes: brackets may be open 10 000 deep.
public final class JsonEditor {
  private final Walk walk;
  private final TextGuide guide;

  JsonEditor(JsonEdit edit, byte @Nullable [] value) {
    this.walk = new Walk(edit, value);
    this.guide = new TextGuide(walk);
  }

  /// Appends the text as it is to be, and tells what is to be seen of it as it was.
  public Outcome apply(byte[] json, int from, int count, Bytes out, Seen seen) {
    walk.begin();
    if (!guide.lead(json, from, count) || !walk.isBounded()) {
      return Outcome.BROKEN;
    }
    walk.sights.tell(json, from, seen);
    Spans changes = walk.changes;
    int at = from;
    for (int i = 0; i < changes.count(); i++) {
      int next = from + (int) changes.from(i);
      out.append(json, at, next - at);
      byte[] instead = changes.instead(i);
      if (instead != null) {
        out.append(instead);
      }
      at = from + (int) changes.until(i);
    }
    out.append(json, at, from + count - at);
    return changes.count() == 0 ? Outcome.SAME : Outcome.CHANGED;
  }

  /// Appends the text as it is to be.
  public Outcome apply(byte[] json, int from, int count, Bytes out) {
    return apply(json, from, count, out, (_, _, _, _) -> {});
  }

  /// Finds out what is to be changed in a text that is too large to be held twice; empty where it
  /// is no JSON. Text after the value is not looked at and will not be written, since no decoder
  /// may take it for another request.
  public Optional<Edits> scan(Source source) throws IOException {
    walk.begin();
    var pieces = new StreamGuide(walk);
    source.writeTo(
        new OutputStream() {
          @Override
          public void write(int next) {
            write(new byte[] {(byte) next}, 0, 1);
          }

          @Override
          public void write(byte[] bytes, int from, int count) {
            pieces.feed(bytes, from, count);
          }
        });
    return pieces.finish() && walk.isBounded()
        ? Optional.of(new Edits(walk.changes.copy(), walk.until()))
        : Optional.empty();
  }
}
