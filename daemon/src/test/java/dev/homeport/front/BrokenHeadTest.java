package dev.homeport.front;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.health.Signals;
import dev.homeport.journal.Ending;
import dev.homeport.lifecycle.Threads;
import dev.homeport.resilience.Gate;
import dev.homeport.time.Ticker;
import dev.homeport.upstream.Answer;
import dev.homeport.upstream.HttpUpstream;
import dev.homeport.upstream.Question;
import dev.homeport.wire.EndRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// An upstream that sends a head and goes away.
@Tag("rude")
class BrokenHeadTest {
  private static final String HEAD_ONLY =
      """
      HTTP/1.1 200 OK\r
      Content-Encoding: odd\r
      Transfer-Encoding: chunked\r
      \r
      """;

  /// Takes nothing but whether it was given a head.
  private static final class Listener implements Client {
    private boolean headed;

    @Override
    public void onLeaving(Runnable action) {}

    @Override
    public void acknowledge(String standing) {}

    @Override
    public void head(Answer answer) {
      headed = true;
    }

    @Override
    public boolean write(byte[] piece, int offset, int length) {
      return true;
    }

    @Override
    public boolean end(byte[] piece, int offset, int length) {
      return true;
    }

    @Override
    public void cut() {}
  }

  @Test
  void aHeadWithoutABodyLeavesNoHeaderInTheRefusal() throws Exception {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread rude = Threads.virtual("rude", () -> sendHead(server));
      var base = URI.create("http://127.0.0.1:" + server.getLocalPort());
      var upstream = new HttpUpstream(base, "ollama", Ticker.system());
      var limits = new Gate.Limits(1, 1, Duration.ofSeconds(1));
      var front = new Front(upstream, new Gate(limits, Ticker.system()), Ticker.system(), QUIET);
      var question = new Question("GET", "/api/tags", List.of(), null);
      var client = new Listener();

      Ending ending =
          front.pass(new Passage(question, "key", false, null, false, EndRule.NONE), client);

      assertThat(ending).isInstanceOf(Ending.Failed.class);
      assertThat(client.headed).isFalse();
      rude.join();
      upstream.stop();
    }
  }

  private static void sendHead(ServerSocket server) {
    try (Socket socket = server.accept()) {
      socket.getInputStream().read(new byte[4096]);
      socket.getOutputStream().write(HEAD_ONLY.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final Signals QUIET =
      new Signals() {
        @Override
        public void answered() {}

        @Override
        public void moved() {}

        @Override
        public void failed(String why) {}

        @Override
        public void waiting(int change) {}
      };
}
