package dev.homeport.simulation;

import dev.homeport.lifecycle.Service;
import dev.homeport.simulation.http.HttpListener;
import dev.homeport.simulation.model.Engine;
import dev.homeport.simulation.model.Library;
import dev.homeport.time.Pause;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// An Ollama without models: it speaks Ollama's APIs, and says that it is simulated.
///
/// It listens on the loopback address only, checks no `Host` and no `Origin`, and remembers
/// nothing.
public final class SimulatedOllama implements Service {
  private final HttpListener listener;

  /// How it behaves.
  ///
  /// @param port where it listens, zero for a free port
  /// @param tokensPerSecond how fast it speaks
  /// @param loadTime how long the first request for a model waits until it is loaded
  public record Settings(int port, double tokensPerSecond, Duration loadTime) {
    /// The speed of a small model on a laptop, on a free port.
    public static final Settings USUAL = new Settings(0, 30, Duration.ofMillis(300));

    Duration perToken() {
      return Duration.ofNanos((long) (1e9 / tokensPerSecond));
    }
  }

  /// One on this machine's clocks.
  public SimulatedOllama(Settings settings) {
    this(settings, Pause.real(), Ticker.system(), WallClock.system());
  }

  /// One on other clocks.
  public SimulatedOllama(Settings settings, Pause pause, Ticker ticker, WallClock wall) {
    var library = new Library(wall);
    var engine = new Engine(library, settings.perToken(), settings.loadTime(), ticker);
    this.listener =
        new HttpListener(settings.port(), new Pages(library, engine, wall), pause, wall);
  }

  /// Runs one as a program until `until` ends, or for ever without it.
  ///
  /// @return the exit code
  public static int run(Settings settings, @Nullable InputStream until, PrintWriter out)
      throws InterruptedException {
    var ollama = new SimulatedOllama(settings);
    return Standalone.run(ollama.name(), ollama.listener, settings.port(), until, out);
  }

  @Override
  public String name() {
    return "simulated ollama";
  }

  @Override
  public void start() throws IOException {
    listener.start();
  }

  /// The port it really listens on.
  public int port() {
    return listener.port();
  }

  @Override
  public void stop() throws IOException, InterruptedException {
    listener.stop();
  }
}
