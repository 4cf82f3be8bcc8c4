package dev.homeport.probe;

import dev.homeport.failure.Failure;
import dev.homeport.lifecycle.Threads;
import dev.homeport.time.Pause;
import dev.homeport.time.Ticker;
import dev.homeport.upstream.Answer;
import dev.homeport.upstream.HttpUpstream;
import dev.homeport.upstream.Question;
import dev.homeport.upstream.Reply;
import dev.homeport.wire.Field;
import dev.homeport.wire.Payload;
import dev.homeport.wire.frame.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// Asks Ollama something that must be answered by a deadline. One thread asks; [#close] may come
/// from any, and ends the question that is out and all that follow.
final class Inquiry implements AutoCloseable {
  /// A list of thousands of models is smaller.
  static final int MOST_BYTES = 4 * 1024 * 1024;

  /// What was heard.
  sealed interface Heard {
    /// An answer, whatever it says.
    record Said(int status, String type, Bytes body, Duration took) implements Heard {}

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
  private final Outstanding outstanding = new Outstanding();

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
    return new Question("POST", target, all, Payload.of(json.getBytes(StandardCharsets.UTF_8)));
  }

  private Heard ask(Question question, Duration limit, int mostBytes) {
    var attempt = ollama.attempt();
    if (!outstanding.begin(attempt)) {
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
      outstanding.end();
    }
  }

  private Heard read(Answer answer, int mostBytes, long asked, AtomicBoolean late, Duration limit) {
    var body = new Bytes();
    while (mostBytes > 0) {
      int count = answer.read();
      if (count == Answer.END) {
        break;
      }
      if (count == Answer.BROKEN) {
        return heard(answer.failure(), late.get(), limit);
      }
      if (body.length() + count > mostBytes) {
        return new Heard.Garbage("more than " + mostBytes / 1024 / 1024 + " MiB");
      }
      body.append(answer.buffer(), 0, count);
    }
    String type = answer.header("Content-Type");
    return new Heard.Said(
        answer.status(),
        type == null ? "no content type" : type,
        body,
        Duration.ofNanos(ticker.nanoTime() - asked));
  }

  private static Heard heard(Failure failure, boolean late, Duration limit) {
    return switch (failure) {
      case Failure.Cancelled _ -> late ? new Heard.Silent(limit) : new Heard.Stopped();
      case Failure.Unreachable(_, String why, _) -> new Heard.Unreachable(why);
      case Failure.Severed(_, String why) -> new Heard.Broken(why);
      case Failure.Silent(_, String why, _) -> new Heard.Broken(why);
      case Failure.Keyless(_, String why) -> new Heard.Broken(why);
      case Failure.Garbled(_, String why) -> new Heard.Garbage(why);
    };
  }

  @Override
  public void close() {
    outstanding.close();
  }
}
