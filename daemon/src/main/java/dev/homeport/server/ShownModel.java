package dev.homeport.server;

import dev.homeport.front.Client;
import dev.homeport.upstream.Answer;
import dev.homeport.wire.ShowPage;

/// The client's end of an answer to `/api/show` for a key without scope admin: it names the model
/// where Ollama gives away the path of its blob on this disk.
///
/// The answer is held until its Modelfile has come, because what is taken out changes its length,
/// and then goes on as it comes: the rest can be as large as ten megabytes.
final class ShownModel implements Client {
  private static final int LARGEST = 2 * 1024 * 1024;

  private final ClientAnswer client;
  private final ShowPage page;
  private boolean passes;

  ShownModel(ClientAnswer client, String model) {
    this.client = client;
    this.page = new ShowPage(model);
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
    page.add(piece, offset, length);
    if (page.isPast()) {
      passes = true;
      client.unsize();
      byte[] shown = page.shown();
      return client.write(shown, 0, shown.length);
    }
    if (page.size() > LARGEST) {
      client.cut();
      return false;
    }
    return true;
  }

  @Override
  public boolean end(byte[] piece, int offset, int length) {
    if (passes) {
      return client.end(piece, offset, length);
    }
    page.add(piece, offset, length);
    byte[] shown = page.shown();
    client.resize(shown.length);
    return client.end(shown, 0, shown.length);
  }

  @Override
  public void cut() {
    client.cut();
  }
}
