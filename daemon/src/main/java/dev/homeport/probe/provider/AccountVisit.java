package dev.homeport.probe.provider;

import dev.homeport.account.SharedPool;
import dev.homeport.account.block.Held;
import dev.homeport.account.ruling.Service;
import dev.homeport.catalogue.Serving;
import dev.homeport.chat.Complaint;
import dev.homeport.dialect.Call;
import dev.homeport.failure.Failure;
import dev.homeport.lifecycle.Alarms;
import dev.homeport.probe.provider.SmallQuestion.Heard;
import dev.homeport.probe.provider.Teller.Told;
import dev.homeport.upstream.Provider;
import dev.homeport.verdict.Trouble;
import dev.homeport.wire.UsagePage;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds out whether one account is free again. One thread asks; [#close] may come from any.
///
/// Ollama's cloud is asked first how much is used, which costs nothing; what it says is believed
/// only where it says that there is nothing left, and in any other shape it says nothing (cases.md
/// E6).
final class AccountVisit implements AutoCloseable {
  private static final Duration GLANCE = Duration.ofSeconds(5);

  private final SharedPool pool;
  private final Held held;
  private final Repertoire repertoire;
  private final Teller teller;
  private final SmallQuestion question;
  private final Runnable asked;

  /// @param watched its provider
  /// @param asked run before a question that costs something
  AccountVisit(
      Watched watched, SharedPool pool, Held held, Serving serving, Alarms alarms, Runnable asked) {
    Provider own = watched.provider().as(held.block().account());
    this.pool = pool;
    this.held = held;
    this.repertoire = new Repertoire(own.name(), serving);
    this.teller = new Teller(own, alarms, GLANCE);
    this.question =
        new SmallQuestion(
            new Watched(own, watched.kind(), watched.given(), watched.context()), alarms);
    this.asked = asked;
  }

  /// Asks, and tells the pool what was found; says in a word what that was.
  String make() throws InterruptedException {
    String window = held.block().cause().endsWith("-quota") ? usedUp() : null;
    if (window != null) {
      pool.usedUp(held, window);
      return "used up";
    }
    String account = held.block().account();
    String only = held.block().model();
    String model =
        repertoire.fit(
            only == null ? held.asked() : only,
            name -> pool.isFor(account, name) && (only == null || only.equals(name)));
    if (model == null) {
      boolean isOver = held.look().equals(held.block().until());
      if (isOver) {
        pool.free(held, "time");
      }
      return "nothing to ask";
    }
    asked.run();
    return switch (question.ask(model, false)) {
      case Heard.Token() -> {
        pool.free(held, "probe");
        yield "free";
      }
      case Heard.Failed(Trouble.OfAnswer(Complaint complaint)) ->
          pool.looked(held, complaint, model)
              ? complaint.kind().name().toLowerCase(Locale.ROOT)
              : "nothing";
      case Heard.Failed(Trouble.OfWay(Failure failure)) -> wayless(failure, model);
      // Whoever looks asks with one account, and without money.
      case Heard.Failed(Trouble.OfAccounts _), Heard.Failed(Trouble.OfPurse _) -> "nothing";
      case Heard.Stopped() -> "stopped";
    };
  }

  /// Where nothing can be shown at the door, the credentials are not accepted.
  private String wayless(Failure failure, String model) {
    if (failure instanceof Failure.Keyless(_, String why)) {
      boolean _ = pool.looked(held, Complaint.of(Complaint.Kind.KEY, 401, why), model);
    }
    return failure.word();
  }

  /// The window of which nothing is left, the longest where there are several.
  private @Nullable String usedUp() throws InterruptedException {
    if (pool.service() != Service.OLLAMA_CLOUD
        || !(teller.ask(Call.get("/api/usage")) instanceof Told.Body(var bytes))) {
      return null;
    }
    Map<String, Double> fractions = UsagePage.fractions(bytes.copy());
    for (String window : new String[] {"monthly", "weekly", "session"}) {
      if (fractions.getOrDefault(window, 0.0) >= 1) {
        return window;
      }
    }
    return null;
  }

  @Override
  public void close() {
    teller.close();
    question.close();
  }
}
