package dev.homeport.probe;

import dev.homeport.failure.Failure;
import dev.homeport.lifecycle.Threads;
import dev.homeport.time.Pause;
import dev.homeport.time.Ticker;
import dev.homeport.upstream.Answer;
import dev.homeport.upstream.Attempt;
import dev.homeport.upstream.HttpUpstream;
import dev.homeport.upstream.Question;
import dev.homeport.upstream.Reply;
import dev.homeport.wire.Field;
import dev.homeport.wire.Payload;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Asks Ollama something that must be answered by a deadline. One thread asks; [#close] may come
/// from any, and ends the question that is out and all that follow.
final class Inquiry implements AutoCloseable {
  /// A list of thousands of models is smaller.
  static final int MOST_BYTES = 4 * 1024 * 1024;

  /// What was heard.
  sealed interface Heard {
    /// An answer, whatever it says.
    record Said(int status, String type, Body body, Duration took) implements Heard {}

    /// Nothing takes the connection.
    record Unreachable(String why) implements Heard {}

    /// No whole answer by the deadline.
    record Silent(Duration limit) implements Heard {}

    /// The connection ended before the answer was whole.
    record Broken(String why) implements Heard {}

    /// What came is not HTTP, or has no end.
    record Garbage(String why) implements Heard {}

    /// We were closed.
    record Stopped() implements Heard {}
  }

  private final HttpUpstream ollama;
  private final List<Field> headers;
  private final Ticker ticker;
  private final Pause pause;

  /// The attempt that is out; guarded by `this`, as is `closed`, so that none begins after the
  /// close.
  private @Nullable Attempt out;

  private boolean closed;

  Inquiry(HttpUpstream ollama, List<Field> headers, Ticker ticker, Pause pause) {
    this.ollama = ollama;
    this.headers = headers;
    this.ticker = ticker;
    this.pause = pause;
  }

  /// Asks for a page.
  Heard get(String target, Duration limit) {
    return ask(new Question("GET", target, headers, null), limit, MOST_BYTES);
  }

  /// Sends JSON and reads the whole answer.
  Heard post(String target, String json, Duration limit) {
    return ask(posting(target, json), limit, MOST_BYTES);
  }

  /// Sends JSON and waits for the head of the answer only.
  Heard postForHead(String target, String json, Duration limit) {
    return ask(posting(target, json), limit, 0);
  }

  private Question posting(String target, String json) {
    var all = new ArrayList<>(headers);
    all.add(new Field("Content-Type", "application/json"));
    return new Question("POST", target, all, new Body(json.getBytes(StandardCharsets.UTF_8)));
  }

  private Heard ask(Question question, Duration limit, int mostBytes) {
    var attempt = ollama.attempt();
    if (!begin(attempt)) {
      return new Heard.Stopped();
    }
    var late = new AtomicBoolean();
    Thread guard =
        Threads.virtual(
            "deadline of " + question.target(),
            () -> {
              try {
                pause.last(limit);
                late.set(true);
                attempt.cancel();
              } catch (InterruptedException e) {
                // It was answered in time.
              }
            });
    long asked = ticker.nanoTime();
    try {
      return switch (attempt.ask(question)) {
        case Reply.Failed(Failure failure) -> heard(failure, late.get(), limit);
        case Reply.Answered(Answer answer) -> {
          try (answer) {
            yield read(answer, mostBytes, asked, late, limit);
          }
        }
      };
    } finally {
      guard.interrupt();
      synchronized (this) {
        out = null;
      }
    }
  }

  private Heard read(Answer answer, int mostBytes, long asked, AtomicBoolean late, Duration limit) {
    var body = new ByteArrayOutputStream();
    while (mostBytes > 0) {
      int count = answer.read();
      if (count == Answer.END) {
        break;
      }
      if (count == Answer.BROKEN) {
        return heard(answer.failure(), late.get(), limit);
      }
      if (body.size() + count > mostBytes) {
        return new Heard.Garbage("more than " + mostBytes / 1024 / 1024 + " MiB");
      }
      body.write(answer.buffer(), 0, count);
    }
    String type = answer.header("Content-Type");
    return new Heard.Said(
        answer.status(),
        type == null ? "no content type" : type,
        new Body(body.toByteArray()),
        Duration.ofNanos(ticker.nanoTime() - asked));
  }

  private static Heard heard(Failure failure, boolean late, Duration limit) {
    return switch (failure) {
      case Failure.Cancelled _ -> late ? new Heard.Silent(limit) : new Heard.Stopped();
      case Failure.Unreachable(_, String why) -> new Heard.Unreachable(why);
      case Failure.Severed(_, String why) -> new Heard.Broken(why);
      case Failure.Silent(_, String why) -> new Heard.Broken(why);
      case Failure.Keyless(_, String why) -> new Heard.Broken(why);
      case Failure.Garbled(_, String why) -> new Heard.Garbage(why);
    };
  }

  private synchronized boolean begin(Attempt attempt) {
    if (!closed) {
      out = attempt;
    }
    return !closed;
  }

  @Override
  public void close() {
    Attempt cut;
    synchronized (this) {
      closed = true;
      cut = out;
    }
    if (cut != null) {
      cut.cancel();
    }
  }

  /// A body in memory, asked or answered.
  static final class Body implements Payload {
    private final byte[] bytes;

    Body(byte[] bytes) {
      this.bytes = bytes;
    }

    /// All of it; not to be changed.
    byte[] bytes() {
      return bytes;
    }

    @Override
    public long length() {
      return bytes.length;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      out.write(bytes);
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(bytes);
    }
  }
}
