package dev.homeport.upstream;

import dev.homeport.wire.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;
import org.jspecify.annotations.Nullable;

/// A payload as the HTTP library wants it: only ever written, never read.
final class PayloadEntity extends AbstractHttpEntity {
  private final Payload payload;

  PayloadEntity(Payload payload) {
    super((String) null, null);
    this.payload = payload;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    payload.writeTo(out);
  }

  @Override
  public @Nullable InputStream getContent() {
    throw new UnsupportedOperationException("a payload is written, not read");
  }

  @Override
  public boolean isStreaming() {
    return false;
  }

  @Override
  public long getContentLength() {
    return payload.length();
  }

  @Override
  public void close() {}
}
