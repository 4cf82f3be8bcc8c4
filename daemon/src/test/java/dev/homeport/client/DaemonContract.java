package dev.homeport.client;

import dev.homeport.fake.Act;
import dev.homeport.fake.DaemonRig;
import dev.homeport.fake.Front;
import dev.homeport.fake.Heard;
import dev.homeport.fake.RudeServer;
import dev.homeport.simulation.SimulatedOllama;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// What the users of every client library may expect of the daemon.
abstract class DaemonContract extends ClientContract {
  private static final List<String> MODELS =
      List.of(
          "simulated:latest",
          "simulated-think:latest",
          "simulated-embed:latest",
          "llama3.2:latest",
          "qwen2.5:7b",
          "nomic-embed-text:latest");

  private SimulatedOllama ollama;
  private DaemonRig daemon;

  @BeforeEach
  void start(@TempDir Path state) throws Exception {
    ollama = new SimulatedOllama(new SimulatedOllama.Settings(0, 500, Duration.ofMillis(20)));
    ollama.start();
    daemon = new DaemonRig(URI.create("http://127.0.0.1:" + ollama.port()), state);
  }

  @AfterEach
  void stop() throws Exception {
    daemon.close();
    ollama.stop();
  }

  @Override
  public final Front front() {
    return daemon;
  }

  /// The models that there are, as they are listed.
  public final List<String> models() {
    return MODELS;
  }

  /// The simulated one does what it is told.
  @Override
  final void wantWeather() {}

  @Override
  final Behind behind(Function<Heard, Act> act, Path state) throws Exception {
    RudeServer upstream = RudeServer.choosing(HalfAnswers.toChats(act));
    var front = new DaemonRig(upstream.uri(), state);
    return new Behind() {
      @Override
      public Front front() {
        return front;
      }

      @Override
      public Heard next() throws InterruptedException {
        Heard heard = upstream.next();
        while (!HalfAnswers.isChat(heard)) {
          heard = upstream.next();
        }
        return heard;
      }

      @Override
      public void close() {
        front.close();
        upstream.close();
      }
    };
  }
}
