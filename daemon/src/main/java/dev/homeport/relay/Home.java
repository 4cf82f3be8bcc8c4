package dev.homeport.relay;

import dev.homeport.condition.Blame;
import dev.homeport.condition.Condition;
import dev.homeport.condition.Conditions;
import dev.homeport.condition.Permit;
import dev.homeport.dialect.Call;
import dev.homeport.failure.Failure;
import dev.homeport.failure.Failure.Wait;
import dev.homeport.journal.Ending;
import dev.homeport.journal.Ending.Course;
import dev.homeport.lifecycle.Alarms;
import dev.homeport.lifecycle.Alarms.Alarm;
import dev.homeport.upstream.Answer;
import dev.homeport.upstream.Attempt;
import dev.homeport.upstream.Provider;
import dev.homeport.upstream.Reply;
import dev.homeport.verdict.Excuse;
import dev.homeport.verdict.Trouble;
import dev.homeport.verdict.Verdict;
import dev.homeport.wire.Payload;
import dev.homeport.wire.edit.JsonEdit;
import dev.homeport.wire.frame.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What only home can answer, and nobody misses while it is away: what it has in memory, and that
/// it should load or unload a model.
public final class Home {
  private static final Duration GLANCE = Duration.ofSeconds(2);
  private static final byte[] NOTHING = {};
  private static final Course NOTHING_CAME = new Course(Duration.ZERO, null, 0);
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
    return glance(Call.get("/api/ps"), recipient);
  }

  /// Loads or unloads a model, and waits until that is done, as Ollama lets its own clients wait.
  /// While home is away that is done as soon as it is said: nothing would be in memory later.
  ///
  /// @param target the route that the client used
  /// @param body as the client sent it
  /// @param asked the client's name for the model
  /// @param model home's name for it, nothing where home has it not
  /// @return nothing where it is done; else why home, being there, has not done it, or that the
  ///   client has left
  public Optional<Ending> load(
      String target, Payload body, String asked, @Nullable String model, Recipient recipient)
      throws InterruptedException {
    Optional<Provider> there = home.get();
    if (model == null || body.length() > LARGEST || there.isEmpty() || isAway(there.get())) {
      return Optional.empty();
    }
    var edited = new Bytes();
    try (InputStream in = body.open()) {
      byte[] said = in.readAllBytes();
      RENAMED.with(model).apply(said, 0, said.length, edited);
    } catch (IOException e) {
      throw new IllegalStateException("a body in memory cannot be read", e);
    }
    Call call = Call.post(target, edited.copy());
    return load(there.get(), call, model, recipient)
        .map(
            trouble -> {
              if (trouble instanceof Trouble.OfWay(Failure.Cancelled _)) {
                return new Ending.Left("while home was to load a model", NOTHING_CAME);
              }
              Excuse excuse = Excuse.of(there.get().name(), trouble).naming(model, asked);
              return excuse.status() >= 500
                  ? new Ending.Failed(excuse.status(), excuse.text(), NOTHING_CAME)
                  : new Ending.Refused(excuse.status(), excuse.text(), 0, NOTHING_CAME);
            });
  }

  private Optional<Trouble> load(Provider there, Call call, String model, Recipient recipient)
      throws InterruptedException {
    Attempt attempt = there.attempt();
    recipient.onLeaving(attempt::cancel);
    Permit permit = conditions.ask(there.name(), model);
    try (var _ = new LoadPatience(there, attempt, alarms)) {
      return switch (there.ask(attempt, call)) {
        case Reply.Failed(Failure failure) -> {
          var trouble = new Trouble.OfWay(failure);
          Blame blame = Verdict.on(trouble).blame();
          if (blame != null) {
            permit.failed(blame);
          }
          yield isAbsence(failure) ? Optional.empty() : Optional.of(trouble);
        }
        case Reply.Answered(Answer answer) -> {
          try (answer) {
            byte[] said = whole(answer).orElse(NOTHING);
            yield answer.status() == OK
                ? Optional.empty()
                : Optional.of(
                    new Trouble.OfAnswer(
                        there
                            .dialect()
                            .complaint(
                                answer.status(), name -> Asking.headerOf(answer, name), said)));
          }
        }
      };
    } finally {
      permit.dropped();
    }
  }

  /// Whether home is not there.
  private static boolean isAbsence(Failure failure) {
    return switch (failure) {
      case Failure.Unreachable _ -> true;
      case Failure.Silent(_, _, Wait limit) -> limit == Wait.ACK;
      case Failure.Severed _, Failure.Garbled _, Failure.Keyless _, Failure.Cancelled _ -> false;
    };
  }

  private Optional<byte[]> glance(Call call, Recipient recipient) throws InterruptedException {
    Optional<Provider> there = home.get();
    if (there.isEmpty() || isAway(there.get())) {
      return Optional.empty();
    }
    Attempt attempt = there.get().attempt();
    recipient.onLeaving(attempt::cancel);
    try (Alarm _ =
        alarms.in(GLANCE, () -> attempt.expire(Wait.TOTAL, "no answer within " + GLANCE))) {
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
