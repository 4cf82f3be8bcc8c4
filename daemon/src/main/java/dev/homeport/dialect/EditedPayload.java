package dev.homeport.dialect;

import dev.homeport.wire.Payload;
import dev.homeport.wire.edit.Edits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/// A body with changes that are made while it is sent, so that a large one is not held twice.
public record EditedPayload(Payload body, Edits edits) implements Payload {
  @Override
  public long length() {
    return edits.length();
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    edits.write(body::writeTo, out);
  }

  @Override
  public InputStream open() {
    var all = new ByteArrayOutputStream();
    try {
      writeTo(all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ByteArrayInputStream(all.toByteArray());
  }
}
