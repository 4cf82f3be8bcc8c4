package dev.homeport.doctor.look;

import dev.homeport.dialect.Call;
import dev.homeport.failure.Failure;
import dev.homeport.failure.Failure.Wait;
import dev.homeport.lifecycle.Threads;
import dev.homeport.time.Pause;
import dev.homeport.time.Ticker;
import dev.homeport.upstream.Answer;
import dev.homeport.upstream.Attempt;
import dev.homeport.upstream.HttpUpstream;
import dev.homeport.upstream.Provider;
import dev.homeport.upstream.Question;
import dev.homeport.upstream.Reply;
import dev.homeport.wire.Field;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Asks for pages, each within a limit.
public record Web(Ticker ticker, Clocks clocks) {
  /// A page that is not there by then is late.
  public static final Duration LIMIT = Duration.ofSeconds(5);

  private static final int LARGEST = 8 * 1024 * 1024;

  /// What is asked once the attempt is made.
  @FunctionalInterface
  private interface Asking {
    Reply ask(Attempt attempt) throws InterruptedException;
  }

  /// Asks an address, with a key where there is one.
  public Said get(URI base, String target, @Nullable String key) throws InterruptedException {
    return ask(base, Call.get(target), key, LIMIT);
  }

  /// Asks an address anything.
  public Said ask(URI base, Call call, @Nullable String key, Duration limit)
      throws InterruptedException {
    String host = Hosts.authority(base);
    var upstream = new HttpUpstream(base, host, ticker, null, LIMIT);
    var fields = new ArrayList<>(call.headers());
    if (key != null) {
      fields.add(new Field("Authorization", "Bearer " + key));
    }
    var question = new Question(call.method(), call.target(), List.copyOf(fields), call.body());
    try {
      return asked(host, upstream.attempt(), limit, attempt -> attempt.ask(question));
    } finally {
      upstream.stop();
    }
  }

  /// Asks a provider, over its own way and with what it wants to see.
  public Said ask(Provider provider, String host, Call call) throws InterruptedException {
    return asked(host, provider.attempt(), LIMIT, attempt -> provider.ask(attempt, call));
  }

  private Said asked(String host, Attempt attempt, Duration limit, Asking asking)
      throws InterruptedException {
    long began = ticker.nanoTime();
    Thread patience = Threads.virtual("patience", () -> expire(attempt, limit));
    try {
      return switch (asking.ask(attempt)) {
        case Reply.Failed(Failure failure) -> new Said.Nothing(failure);
        case Reply.Answered(Answer answer) -> {
          try (answer) {
            yield read(host, answer, began);
          }
        }
      };
    } finally {
      patience.interrupt();
    }
  }

  private static void expire(Attempt attempt, Duration limit) {
    try {
      Pause.real().last(limit);
      attempt.expire(Wait.TOTAL, "it did not answer within " + limit.toSeconds() + " s");
    } catch (InterruptedException _) {
      // The answer was faster.
    }
  }

  private Said read(String host, Answer answer, long began) {
    var fields = new ArrayList<Field>();
    answer.eachHeader((name, value) -> fields.add(new Field(name, value)));
    clocks.heard(host, answer.header("Date"));
    var text = new ByteArrayOutputStream();
    while (text.size() < LARGEST) {
      int count = answer.read();
      if (count == Answer.BROKEN) {
        return new Said.Nothing(answer.failure());
      }
      if (count == Answer.END) {
        Duration took = Duration.ofNanos(ticker.nanoTime() - began);
        return new Said.Answered(
            answer.status(), fields, text.toString(StandardCharsets.UTF_8), took);
      }
      text.write(answer.buffer(), 0, count);
    }
    return new Said.Nothing(new Failure.Garbled(host, "its answer has no end"));
  }
}
