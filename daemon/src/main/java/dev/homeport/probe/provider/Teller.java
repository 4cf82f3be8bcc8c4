package dev.homeport.probe.provider;

import dev.homeport.dialect.Call;
import dev.homeport.failure.Failure;
import dev.homeport.failure.Failure.Wait;
import dev.homeport.lifecycle.Alarms;
import dev.homeport.lifecycle.Alarms.Alarm;
import dev.homeport.probe.Outstanding;
import dev.homeport.upstream.Answer;
import dev.homeport.upstream.Attempt;
import dev.homeport.upstream.Provider;
import dev.homeport.upstream.Reply;
import dev.homeport.wire.frame.Bytes;
import java.time.Duration;

/// Asks a provider for small things, each by a deadline. One thread asks; [#close] may come from
/// any, and ends the question that is out and all that follow.
final class Teller implements AutoCloseable {
  /// Many hundred models with all that can be said of them are smaller.
  private static final int MOST_BYTES = 16 * 1024 * 1024;

  private static final int OK = 200;

  /// What was heard.
  sealed interface Told {
    /// What there is to say of an answer without end.
    String ENDLESS = "its answer is longer than " + MOST_BYTES / 1024 / 1024 + " MiB";

    /// A body of status 200.
    record Body(Bytes bytes) implements Told {}

    /// An answer of another status.
    record Refused(int status) implements Told {}

    /// No answer.
    record Nothing(Failure failure) implements Told {}

    /// An answer without end.
    record Flood() implements Told {}

    /// We were closed, or the question was cut.
    record Stopped() implements Told {}
  }

  private final Provider provider;
  private final Alarms alarms;
  private final Duration patience;
  private final Outstanding outstanding = new Outstanding();

  Teller(Provider provider, Alarms alarms, Duration patience) {
    this.provider = provider;
    this.alarms = alarms;
    this.patience = patience;
  }

  /// Asks and reads the whole answer.
  Told ask(Call call) throws InterruptedException {
    Attempt attempt = provider.attempt();
    if (!outstanding.begin(attempt)) {
      return new Told.Stopped();
    }
    String late = "it did not answer within " + patience.toMillis() / 1000.0 + " s";
    try (Alarm _ = alarms.in(patience, () -> attempt.expire(Wait.TOTAL, late))) {
      return switch (provider.ask(attempt, call)) {
        case Reply.Failed(Failure failure) -> told(failure);
        case Reply.Answered(Answer answer) -> {
          try (answer) {
            yield answer.status() == OK ? read(answer) : new Told.Refused(answer.status());
          }
        }
      };
    } finally {
      outstanding.end();
    }
  }

  private static Told read(Answer answer) {
    var body = new Bytes();
    while (true) {
      int count = answer.read();
      if (count == Answer.END) {
        return new Told.Body(body);
      }
      if (count == Answer.BROKEN) {
        return told(answer.failure());
      }
      if (body.length() + count > MOST_BYTES) {
        return new Told.Flood();
      }
      body.append(answer.buffer(), 0, count);
    }
  }

  private static Told told(Failure failure) {
    return switch (failure) {
      case Failure.Cancelled _ -> new Told.Stopped();
      case Failure.Unreachable _,
          Failure.Severed _,
          Failure.Garbled _,
          Failure.Silent _,
          Failure.Keyless _ ->
          new Told.Nothing(failure);
    };
  }

  /// Cuts the question that is out; others may follow.
  void cut() {
    outstanding.cut();
  }

  @Override
  public void close() {
    outstanding.close();
  }
}
