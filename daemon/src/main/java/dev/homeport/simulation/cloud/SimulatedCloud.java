package dev.homeport.simulation.cloud;

import dev.homeport.lifecycle.Service;
import dev.homeport.simulation.Standalone;
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

/// An OpenRouter without providers behind it: it speaks its API under `/api/v1`, charges prices
/// that nobody pays, and says that it is simulated.
///
/// It listens on the loopback address only, and remembers nothing.
public final class SimulatedCloud implements Service {
  /// Its cheapest model.
  public static final String MODEL = "simulated/cloud";

  private final HttpListener listener;

  /// How it behaves.
  ///
  /// @param port where it listens, zero for a free port
  /// @param tokensPerSecond how fast it speaks
  /// @param key who does not show it is refused
  public record Settings(int port, double tokensPerSecond, String key) {
    /// The key of demonstrations, which protects nothing.
    public static final String DEMO_KEY = "sk-or-simulated";

    /// The speed of a cloud, on a free port.
    public static final Settings USUAL = new Settings(0, 80, DEMO_KEY);

    Duration perToken() {
      return Duration.ofNanos((long) (1e9 / tokensPerSecond));
    }
  }

  /// One on this machine's clocks.
  public SimulatedCloud(Settings settings) {
    this(settings, Pause.real(), Ticker.system(), WallClock.system());
  }

  /// One on other clocks.
  public SimulatedCloud(Settings settings, Pause pause, Ticker ticker, WallClock wall) {
    // Nothing is ever loaded in a cloud, as far as its clients can see.
    var engine = new Engine(new Library(wall), settings.perToken(), Duration.ZERO, ticker);
    var pages = new CloudPages(settings.key(), engine, wall);
    this.listener = new HttpListener(settings.port(), pages, pause, wall);
  }

  /// Runs one as a program until `until` ends, or for ever without it.
  ///
  /// @return the exit code
  public static int run(Settings settings, @Nullable InputStream until, PrintWriter out)
      throws InterruptedException {
    var cloud = new SimulatedCloud(settings);
    return Standalone.run(cloud.name(), cloud.listener, settings.port(), until, out);
  }

  @Override
  public String name() {
    return "simulated cloud";
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
