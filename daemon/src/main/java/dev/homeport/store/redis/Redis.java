package dev.homeport.store.redis;

import dev.homeport.journal.Event.Weight;
import dev.homeport.journal.Journal;
import dev.homeport.store.redis.protocol.Call;
import dev.homeport.store.redis.protocol.Complaint;
import dev.homeport.store.redis.protocol.Line;
import dev.homeport.store.redis.protocol.RedisAddress;
import dev.homeport.store.redis.protocol.Reply;
import dev.homeport.store.redis.protocol.Script.Task;
import dev.homeport.store.redis.protocol.Taker;
import dev.homeport.time.Deadline;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A Redis as all parts of a state reach it: over one line, while there is one.
///
/// Who asks waits for the address's patience at most. The first who waits in vain gives the line
/// up, and from then on the Redis is *away* and nobody waits for it, until somebody has brought a
/// new line.
final class Redis {
  private final String where;
  private final Duration patience;
  private final Ticker ticker;
  private final WallClock wall;
  private final Journal journal;

  /// The line that all use; nothing while it is away.
  private volatile @Nullable Line line;

  /// Since when it is away and why; nothing while it is there.
  private final AtomicReference<@Nullable Ill> absence = new AtomicReference<>();

  /// Since when it does not do what it is asked to, though it is there.
  private final AtomicReference<@Nullable Ill> refusal = new AtomicReference<>();

  /// What is wrong, and since when.
  record Ill(String why, Instant since) {}

  /// What came of a task.
  sealed interface Answer {
    /// It is done, and this is the result.
    record Said(Reply reply) implements Answer {}

    /// It is not done.
    record Refused(Complaint complaint) implements Answer {}

    /// It is away.
    ///
    /// @param asked whether the task had gone out; then it may have been done, or may be yet
    record Away(boolean asked) implements Answer {}
  }

  Redis(RedisAddress address, Ticker ticker, WallClock wall, Journal journal) {
    this.where = address.where();
    this.patience = address.patience();
    this.ticker = ticker;
    this.wall = wall;
    this.journal = journal;
    absence.set(new Ill("it was not reached yet", wall.now()));
  }

  /// The line in use.
  @Nullable Line line() {
    return line;
  }

  /// What is wrong, if anything is.
  @Nullable Ill ill() {
    Ill away = absence.get();
    return away != null ? away : refusal.get();
  }

  /// Whether it is away.
  boolean isAway() {
    return line == null;
  }

  /// What is wrong, as a sentence.
  String trouble() {
    Ill away = absence.get();
    Ill unwilling = refusal.get();
    if (away != null) {
      return "Redis %s is away since %s: %s"
          .formatted(where, away.since.truncatedTo(ChronoUnit.SECONDS), away.why);
    }
    return unwilling == null
        ? "Redis %s is well".formatted(where)
        : "Redis %s keeps nothing since %s: %s"
            .formatted(where, unwilling.since.truncatedTo(ChronoUnit.SECONDS), unwilling.why);
  }

  /// From now on all use this line.
  void use(Line fresh) {
    line = fresh;
    Ill was = absence.getAndSet(null);
    if (was != null) {
      journal.note(
          Weight.INFO,
          "state back",
          Map.of("where", where, "after", Duration.between(was.since, wall.now())));
    }
    if (fresh.isLost()) {
      boolean _ = lose(fresh, "it hung up");
    }
  }

  /// From now on nobody uses this line; false where nobody did.
  boolean lose(Line gone, String why) {
    if (!gone.equals(line)) {
      return false;
    }
    line = null;
    away(why);
    return true;
  }

  /// It could not be reached.
  void away(String why) {
    Ill was = absence.get();
    absence.set(new Ill(why, was == null ? wall.now() : was.since));
    if (was == null || !was.why.equals(why)) {
      journal.note(Weight.WARN, "state away", Map.of("where", where, "cause", why));
    }
  }

  /// Has a task done over this line and waits for the result.
  ///
  /// @param inOrder sees a result before any later one is seen; must not wait
  Answer ask(Line over, Task task, Consumer<Reply> inOrder) {
    var deadline = Deadline.in(patience, ticker);
    Consumer<Reply> good =
        reply -> {
          if (!(reply instanceof Reply.Fault)) {
            inOrder.accept(reply);
          }
        };
    var call = new Call(good);
    over.send(task.known(), call);
    Answer answer = awaited(over, call, deadline);
    if (answer instanceof Answer.Refused(Complaint complaint)
        && complaint.kind() == Complaint.Kind.NO_SCRIPT) {
      var again = new Call(good);
      over.send(task.whole(), again);
      answer = awaited(over, again, deadline);
    }
    return answer;
  }

  private Answer awaited(Line over, Call call, Deadline deadline) {
    return switch (call.await(deadline)) {
      case Call.Outcome.Replied(Reply.Fault(String error)) -> {
        Complaint complaint = Complaint.of(error);
        if (complaint.kind() == Complaint.Kind.BUSY) {
          over.giveUp(complaint.text());
          yield new Answer.Away(true);
        }
        heard(complaint);
        yield new Answer.Refused(complaint);
      }
      case Call.Outcome.Replied(Reply reply) -> new Answer.Said(reply);
      case Call.Outcome.Lost _ -> new Answer.Away(true);
      case Call.Outcome.Late _ -> {
        over.giveUp("it did not answer within %d ms".formatted(patience.toMillis()));
        yield new Answer.Away(true);
      }
    };
  }

  /// Has a task done and does not wait.
  void tell(Line over, Task task, Taker taker) {
    over.send(task.known(), new Told(over, task, taker, false));
  }

  /// Something was written, so it writes.
  void writes() {
    if (refusal.getAndSet(null) != null) {
      journal.note(Weight.INFO, "state kept again", Map.of("where", where));
    }
  }

  private void heard(Complaint complaint) {
    if (complaint.kind() == Complaint.Kind.NO_SCRIPT) {
      return;
    }
    Ill was = refusal.get();
    if (was == null || !was.why.equals(complaint.text())) {
      refusal.set(new Ill(complaint.text(), was == null ? wall.now() : was.since));
      journal.note(
          Weight.ERROR, "state not kept", Map.of("where", where, "cause", complaint.text()));
    }
  }

  /// Teaches a Redis the script that it does not know, once.
  private final class Told implements Taker {
    private final Line over;
    private final Task task;
    private final Taker taker;
    private final boolean taught;

    private Told(Line over, Task task, Taker taker, boolean taught) {
      this.over = over;
      this.task = task;
      this.taker = taker;
      this.taught = taught;
    }

    @Override
    public void took(Reply reply) {
      if (reply instanceof Reply.Fault(String error)) {
        Complaint complaint = Complaint.of(error);
        if (complaint.kind() == Complaint.Kind.NO_SCRIPT && !taught) {
          over.send(task.whole(), new Told(over, task, taker, true));
          return;
        }
        heard(complaint);
      }
      taker.took(reply);
    }

    @Override
    public void lost(String why) {
      taker.lost(why);
    }
  }
}
