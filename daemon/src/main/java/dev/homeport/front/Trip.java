package dev.homeport.front;

import dev.homeport.failure.Failure;
import dev.homeport.health.Signals;
import dev.homeport.journal.Ending;
import dev.homeport.journal.Ending.Course;
import dev.homeport.resilience.Ticket;
import dev.homeport.time.Ticker;
import dev.homeport.upstream.Answer;
import dev.homeport.upstream.Attempt;
import dev.homeport.upstream.Reply;
import dev.homeport.wire.AnswerEnd;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One request on its way to Ollama and back. Run by one thread; [#leave] may come from any.
final class Trip {
  private static final byte[] NOTHING = {};

  private final Passage passage;
  private final Client client;
  private final Attempt attempt;
  private final @Nullable Ticket ticket;
  private final Signals signals;
  private final Ticker ticker;

  private long queuedNanos;
  private @Nullable Long firstByteNanos;
  private long bytes;

  Trip(
      Passage passage,
      Client client,
      Attempt attempt,
      @Nullable Ticket ticket,
      Signals signals,
      Ticker ticker) {
    this.passage = passage;
    this.client = client;
    this.attempt = attempt;
    this.ticket = ticket;
    this.signals = signals;
    this.ticker = ticker;
  }

  boolean wantsNews() {
    return passage.acknowledged();
  }

  void acknowledge(String standing) {
    client.acknowledge(standing);
  }

  /// The client is gone: stops waiting, and closes the connection to Ollama at once.
  void leave() {
    if (ticket != null) {
      ticket.leave();
    }
    attempt.cancel();
  }

  Ending run(long queued) {
    queuedNanos = queued;
    return switch (ask()) {
      case Reply.Failed(Failure failure) -> unanswered(failure);
      case Reply.Answered(Answer answer) -> {
        if (ticket != null && answer.status() == 200) {
          signals.answered();
        }
        try (answer) {
          yield relay(answer);
        }
      }
    };
  }

  private Reply ask() {
    if (ticket == null) {
      return attempt.ask(passage.question());
    }
    signals.waiting(1);
    try {
      return attempt.ask(passage.question());
    } finally {
      signals.waiting(-1);
    }
  }

  private Ending unanswered(Failure failure) {
    return switch (failure) {
      case Failure.Cancelled _ -> new Ending.Left("before the answer began", course());
      case Failure.Unreachable(String where, String why, _) -> {
        signals.failed(why);
        yield new Ending.Failed(
            503,
            "Ollama does not answer at " + where + " (" + why + "); start it with: ollama serve",
            course());
      }
      case Failure.Severed(String where, String why) -> {
        signals.failed(why);
        yield new Ending.Failed(502, "Ollama at " + where + " gave no answer: " + why, course());
      }
      case Failure.Silent(_, String why, _) -> {
        signals.failed(why);
        yield new Ending.Failed(504, "Ollama: " + why, course());
      }
      case Failure.Keyless(_, String why) -> new Ending.Failed(502, "Ollama: " + why, course());
      case Failure.Garbled(String where, String why) -> {
        signals.failed(why);
        yield new Ending.Failed(
            502, "what listens at " + where + " is not Ollama: " + why, course());
      }
    };
  }

  /// Brings the body over, a piece as a piece. The head goes with the first of them, so that an
  /// answer that breaks before it leaves no header in the refusal. Where the head says how long the
  /// body is, its last byte waits for the verdict: with it, a cut answer would look whole.
  private Ending relay(Answer answer) {
    AnswerEnd end = passage.end().watch(answer.status(), answer.header("Content-Type"));
    try {
      return relay(answer, end);
    } finally {
      client.took(end);
    }
  }

  private Ending relay(Answer answer, AnswerEnd end) {
    int status = answer.status();
    long length = answer.length();
    byte[] buffer = answer.buffer();
    boolean begun = false;
    while (true) {
      int count = answer.read();
      if (count == Answer.BROKEN) {
        return broken(answer);
      }
      if (!begun) {
        begun = true;
        client.head(answer);
      }
      if (count == Answer.END) {
        return over(status, end, NOTHING, 0);
      }
      if (firstByteNanos == null) {
        firstByteNanos = ticker.nanoTime();
        if (ticket != null && status == 200) {
          ticket.begun();
        }
      }
      if (ticket != null) {
        signals.moved();
      }
      end.saw(buffer, 0, count);
      bytes += count;
      if (bytes == length) {
        return over(status, end, buffer, count);
      }
      if (!client.write(buffer, 0, count)) {
        return new Ending.Left("while the answer was sent", course());
      }
    }
  }

  private Ending over(int status, AnswerEnd end, byte[] last, int count) {
    String missing = end.missing();
    if (missing == null) {
      return client.end(last, 0, count)
          ? new Ending.Answered(status, course())
          : new Ending.Left("while the answer was sent", course());
    }
    if (count > 1) {
      client.write(last, 0, count - 1);
    }
    client.cut();
    return new Ending.Cut(status, missing, course());
  }

  private Ending broken(Answer answer) {
    Failure failure = answer.failure();
    if (failure instanceof Failure.Cancelled) {
      return new Ending.Left("while the answer was sent", course());
    }
    signals.failed(failure.why());
    if (bytes == 0) {
      return new Ending.Failed(
          502, "Ollama at " + failure.where() + ": " + failure.why(), course());
    }
    client.cut();
    return new Ending.Cut(answer.status(), "Ollama: " + failure.why(), course());
  }

  private Course course() {
    return course(queuedNanos);
  }

  Course course(long queued) {
    return new Course(Duration.ofNanos(queued), firstByteNanos, bytes);
  }
}
