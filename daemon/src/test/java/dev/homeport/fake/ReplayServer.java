package dev.homeport.fake;

import java.net.URI;
import java.util.List;

/// A server that answers as a real Ollama once did.
///
/// It plays what it was given in that order, the last again and again; a request whose header
/// `X-Recording` has a name gets the recording of that name instead.
public final class ReplayServer implements AutoCloseable {
  private final RudeServer server;
  private int played;

  /// One that plays these.
  public ReplayServer(Recording... inOrder) {
    List<Recording> recordings = List.of(inOrder);
    this.server =
        RudeServer.choosing(
            heard ->
                heard
                    .header("X-Recording")
                    .map(Recording::of)
                    .orElseGet(() -> recordings.get(turn(recordings.size()))));
  }

  private synchronized int turn(int size) {
    return Math.min(played++, size - 1);
  }

  /// Where it listens.
  public URI uri() {
    return server.uri();
  }

  /// Where it listens.
  public int port() {
    return server.port();
  }

  /// The next request that came; waits for it.
  public Heard next() throws InterruptedException {
    return server.next();
  }

  @Override
  public void close() {
    server.close();
  }
}
