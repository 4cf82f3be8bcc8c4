package dev.homeport.relay;

import dev.homeport.condition.Condition;
import dev.homeport.condition.Conditions;
import dev.homeport.dialect.Call;
import dev.homeport.failure.Failure.Wait;
import dev.homeport.lifecycle.Alarms;
import dev.homeport.lifecycle.Alarms.Alarm;
import dev.homeport.upstream.Answer;
import dev.homeport.upstream.Attempt;
import dev.homeport.upstream.Provider;
import dev.homeport.upstream.Reply;
import dev.homeport.wire.Payload;
import dev.homeport.wire.edit.JsonEdit;
import dev.homeport.wire.frame.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// What only home can answer, and nobody misses while it is away: what it has in memory, and that
/// it should load or unload a model.
public final class Home {
  private static final Duration GLANCE = Duration.ofSeconds(2);
  private static final Duration LOADING = Duration.ofMinutes(5);
  private static final JsonEdit RENAMED = JsonEdit.builder().replace("model").caseless().build();
  private static final int OK = 200;
  private static final int LARGEST = 1024 * 1024;

  private final Supplier<Optional<Provider>> home;
  private final Conditions conditions;
  private final Alarms alarms;

  /// Home, where there is one.
  public Home(Supplier<Optional<Provider>> home, Conditions conditions, Alarms alarms) {
    this.home = home;
    this.conditions = conditions;
    this.alarms = alarms;
  }

  /// The name of home.
  public Optional<String> name() {
    return home.get().map(Provider::name);
  }

  /// Ollama's page of what is in memory; nothing while home is away.
  public Optional<byte[]> loaded(Recipient recipient) throws InterruptedException {
    return ask(Call.get("/api/ps"), GLANCE, recipient);
  }

  /// Loads or unloads a model, and waits until that is done, as Ollama lets its own clients wait.
  ///
  /// @param target the route that the client used
  /// @param body as the client sent it
  /// @param model home's name for it
  public void load(String target, Payload body, String model, Recipient recipient)
      throws InterruptedException {
    if (body.length() > LARGEST) {
      return;
    }
    var edited = new Bytes();
    try (InputStream in = body.open()) {
      byte[] said = in.readAllBytes();
      RENAMED.with(model).apply(said, 0, said.length, edited);
    } catch (IOException e) {
      throw new IllegalStateException("a body in memory cannot be read", e);
    }
    boolean _ = ask(Call.post(target, edited.copy()), LOADING, recipient).isPresent();
  }

  private Optional<byte[]> ask(Call call, Duration limit, Recipient recipient)
      throws InterruptedException {
    Optional<Provider> there = home.get();
    if (there.isEmpty() || isAway(there.get())) {
      return Optional.empty();
    }
    Attempt attempt = there.get().attempt();
    recipient.onLeaving(attempt::cancel);
    try (Alarm _ =
        alarms.in(limit, () -> attempt.expire(Wait.TOTAL, "no answer within " + limit))) {
      return switch (there.get().ask(attempt, call)) {
        case Reply.Failed _ -> Optional.empty();
        case Reply.Answered(Answer answer) -> {
          try (answer) {
            yield answer.status() == OK ? whole(answer) : Optional.empty();
          }
        }
      };
    }
  }

  /// Whether it is known to be away: then nobody waits for finding out.
  private boolean isAway(Provider there) {
    return conditions.of(there.name(), "") instanceof Condition.Resting;
  }

  private static Optional<byte[]> whole(Answer answer) {
    var body = new Bytes();
    int count = answer.read();
    while (count >= 0 && body.length() < LARGEST) {
      body.append(answer.buffer(), 0, count);
      count = answer.read();
    }
    return count == Answer.END ? Optional.of(body.copy()) : Optional.empty();
  }
}
