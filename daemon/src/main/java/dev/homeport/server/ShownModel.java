package dev.homeport.server;

import dev.homeport.front.Client;
import dev.homeport.upstream.Answer;
import dev.homeport.wire.ShowPage;
import java.io.ByteArrayOutputStream;

/// The client's end of an answer to `/api/show` for a key without scope admin: it names the model
/// where Ollama gives away the path of its blob on this disk.
///
/// The answer is held until it is whole, because what is taken out changes its length. One that is
/// larger than any known model's breaks off.
final class ShownModel implements Client {
  private static final int LARGEST = 16 * 1024 * 1024;

  private final ClientAnswer client;
  private final String model;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream(16 * 1024);
  private boolean passes;

  ShownModel(ClientAnswer client, String model) {
    this.client = client;
    this.model = model;
  }

  @Override
  public void onLeaving(Runnable action) {
    client.onLeaving(action);
  }

  @Override
  public void acknowledge(String standing) {
    client.acknowledge(standing);
  }

  @Override
  public void head(Answer answer) {
    passes = answer.status() != 200;
    client.head(answer);
  }

  @Override
  public boolean write(byte[] piece, int offset, int length) {
    if (passes) {
      return client.write(piece, offset, length);
    }
    if (held.size() + length > LARGEST) {
      client.cut();
      return false;
    }
    held.write(piece, offset, length);
    return true;
  }

  @Override
  public boolean end(byte[] piece, int offset, int length) {
    if (passes) {
      return client.end(piece, offset, length);
    }
    held.write(piece, offset, length);
    byte[] shown = ShowPage.withoutPaths(held.toByteArray(), model);
    client.resize(shown.length);
    return client.end(shown, 0, shown.length);
  }

  @Override
  public void cut() {
    client.cut();
  }
}
