package dev.homeport.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.wire.Payload;
import dev.homeport.wire.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/// A body that stays a tree until it is sent, so that large pictures are held only once.
public final class JsonPayload implements Payload {
  private final JsonNode tree;
  private final long length;

  /// A body of this tree, which must not change any more.
  public JsonPayload(JsonNode tree) {
    this.tree = tree;
    var counter = new Counter();
    try {
      Json.write(tree, counter);
    } catch (IOException e) {
      throw new UncheckedIOException("a counter cannot fail to be written to", e);
    }
    this.length = counter.count;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    Json.write(tree, out);
  }

  @Override
  public InputStream open() {
    return new ByteArrayInputStream(Json.bytes(tree));
  }

  private static final class Counter extends OutputStream {
    private long count;

    @Override
    public void write(int one) {
      count++;
    }

    @Override
    public void write(byte[] bytes, int from, int many) {
      count += many;
    }
  }
}
