package dev.homeport.simulation;

import dev.homeport.simulation.http.HttpListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// A simulation as a program: it says where it listens in one line, and goes on until it is told.
public final class Standalone {
  private Standalone() {}

  /// Runs one until `until` ends, or for ever without it. What a parent holds open ends with the
  /// parent, however that dies.
  ///
  /// @param wanted the port that it shall listen on
  /// @return the exit code
  public static int run(
      String name, HttpListener listener, int wanted, @Nullable InputStream until, PrintWriter out)
      throws InterruptedException {
    try {
      listener.start();
    } catch (IOException e) {
      out.println("cannot listen on 127.0.0.1:" + wanted + " (" + e.getMessage() + ")");
      out.flush();
      return 1;
    }
    out.println(name + " listening on http://127.0.0.1:" + listener.port());
    out.flush();
    if (until == null) {
      new CountDownLatch(1).await();
    }
    waitForEnd(until);
    try {
      listener.stop();
      return 0;
    } catch (IOException e) {
      return 1;
    }
  }

  private static void waitForEnd(@Nullable InputStream until) {
    try {
      while (until != null && until.read() >= 0) {
        // What comes means nothing; only the end does.
      }
    } catch (IOException _) {
      // A broken pipe is an end, too.
    }
  }
}
