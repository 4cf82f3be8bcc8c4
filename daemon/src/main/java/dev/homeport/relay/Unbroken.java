package dev.homeport.relay;

import dev.homeport.chat.Complaint;
import dev.homeport.chat.Usage;
import dev.homeport.dialect.Rendition;
import dev.homeport.wire.frame.Bytes;
import org.jspecify.annotations.Nullable;

/// An answer that passes, with the characters escaped that some clients take for ends of lines
/// (clients.md 1, rule 4): what it says is the same.
record Unbroken(Rendition passed) implements Rendition {
  @Override
  public String contentType() {
    return passed.contentType();
  }

  @Override
  public void feed(byte[] bytes, int from, int count, Bytes out) {
    int before = out.length();
    passed.feed(bytes, from, count, out);
    out.escapeBreaks(before);
  }

  @Override
  public void end(Bytes out) {
    int before = out.length();
    passed.end(out);
    out.escapeBreaks(before);
  }

  @Override
  public boolean hasContent() {
    return passed.hasContent();
  }

  @Override
  public long made() {
    return passed.made();
  }

  @Override
  public long weight() {
    return passed.weight();
  }

  @Override
  public @Nullable Complaint complaint() {
    return passed.complaint();
  }

  @Override
  public @Nullable Usage usage() {
    return passed.usage();
  }

  @Override
  public void broken(int status, String text, Bytes out) {
    passed.broken(status, text, out);
  }

  @Override
  public byte[] keepAlive() {
    return passed.keepAlive();
  }
}
