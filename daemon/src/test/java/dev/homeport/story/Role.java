package dev.homeport.story;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.RawClient;
import dev.homeport.fake.Received;
import dev.homeport.wire.JsonObject;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/// A role that runs as a program of its own, and its clients.
public abstract sealed class Role implements AutoCloseable permits Daemon, RouterProcess {
  private static final long LONGEST_NANOS = 20_000_000_000L;

  /// What goes on in another process tells us nothing, so it is looked at; not so often that
  /// looking keeps it from going on.
  private static final long BETWEEN_LOOKS_NANOS = 20_000_000L;

  final Machine machine;
  final Program program;
  private final int port;

  /// One that is starting, and says so in these words when it listens.
  Role(Machine machine, Program program, String started) {
    this.machine = machine;
    this.program = program;
    try {
      this.port = portIn(program.complains("\"" + started + "\""));
    } catch (AssertionError e) {
      program.close();
      throw e;
    }
  }

  private static int portIn(String line) {
    String listen = json(line).text("listen", "");
    return Integer.parseInt(listen.substring(listen.lastIndexOf(':') + 1));
  }

  static JsonObject json(String text) {
    if (JsonObject.parse(text) instanceof JsonObject.Parsed.Good(JsonObject object)) {
      return object;
    }
    throw new AssertionError("no object: " + text);
  }

  int port() {
    return port;
  }

  /// Where it is asked.
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  RawClient client() {
    return RawClient.to(port);
  }

  /// The header of a key.
  static String bearer(String key) {
    return "Authorization: Bearer " + key + "\r\n";
  }

  /// Asks over a connection of its own.
  Received get(String path, String... headers) {
    try (var client = client()) {
      return client.get(path, headers).read();
    }
  }

  /// Asks over a connection of its own.
  Received post(String path, String body, String... headers) {
    try (var client = client()) {
      return client.post(path, body, headers).read();
    }
  }

  /// Sends a request as it is, `¶` being the end of a line, over a connection of its own.
  Received send(String method, String request, String body) {
    try (var client = client()) {
      String head = method + " " + request + "¶Content-Length: " + body.getBytes(UTF_8).length;
      return client.send(head.replace("¶", "\r\n") + "\r\n\r\n" + body).read(method);
    }
  }

  /// Asks for a page again and again until it is so; fails where it does not become so in time.
  Received until(String path, Predicate<Received> so, String... headers) {
    long deadline = System.nanoTime() + LONGEST_NANOS;
    try (var client = client()) {
      while (true) {
        Received answer = client.get(path, headers).read();
        if (so.test(answer)) {
          return answer;
        }
        assertThat(System.nanoTime() - deadline).as(answer::toString).isNegative();
        LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
      }
    }
  }

  /// Stops it as a system does.
  Ran stop() {
    program.signal("TERM");
    return program.end();
  }

  @Override
  public void close() {
    program.close();
  }
}
