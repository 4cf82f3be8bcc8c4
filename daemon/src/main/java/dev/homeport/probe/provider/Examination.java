package dev.homeport.probe.provider;

import dev.homeport.catalogue.Serving;
import dev.homeport.catalogue.Source.Kind;
import dev.homeport.dialect.Call;
import dev.homeport.dialect.ProviderDialect;
import dev.homeport.failure.Failure;
import dev.homeport.lifecycle.Alarms;
import dev.homeport.probe.provider.SmallQuestion.Heard;
import dev.homeport.probe.provider.Teller.Told;
import dev.homeport.upstream.Provider;
import dev.homeport.verdict.Trouble;
import dev.homeport.wire.LoadedModel;
import dev.homeport.wire.ModelName;
import dev.homeport.wire.OllamaLists;
import dev.homeport.wire.frame.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds out whether one patient is back. One thread examines; [#close] may come from any.
///
/// A home is asked nothing that would drive a model out of memory that somebody else uses: while
/// another one is there, the patient has to wait, and in the end its list is believed.
final class Examination implements AutoCloseable {
  /// As often a patient waits for the memory.
  static final int MOST_TURNS = 5;

  private static final Duration GLANCE = Duration.ofSeconds(5);

  private final Watched watched;
  private final Repertoire repertoire;
  private final Runnable asked;
  private final Teller teller;
  private final SmallQuestion question;

  /// @param serving what the settings and the lists say of models
  /// @param asked run for each question that costs something
  Examination(Watched watched, Serving serving, Alarms alarms, Runnable asked) {
    this.watched = watched;
    this.repertoire = new Repertoire(watched.provider().name(), serving);
    this.asked = asked;
    this.teller = new Teller(watched.provider(), alarms, GLANCE);
    this.question = new SmallQuestion(watched, alarms);
  }

  /// Whether it gives its list. A cloud may forbid that, and still has shown that it is there.
  Shown list() throws InterruptedException {
    ProviderDialect dialect = watched.provider().dialect();
    boolean isHome = watched.kind() == Kind.HOME;
    long lives = watched.provider().lives();
    return switch (teller.ask(dialect.list())) {
      case Told.Stopped() -> new Shown.Stopped();
      case Told.Nothing(Failure failure) -> nothing(failure, lives);
      case Told.Flood() -> Shown.ill("nonsense", Told.ENDLESS);
      case Told.Refused(int status) ->
          status < 500 && status != 401 && !isHome ? new Shown.Back() : ill(status);
      case Told.Body(Bytes bytes) ->
          dialect.listed(bytes.copy()).isPresent() || !isHome
              ? new Shown.Back()
              : Shown.ill("nonsense", "what it answers is no list of models");
    };
  }

  /// Whether a model of it answers.
  ///
  /// @param model nothing where any will do
  /// @param turns how often the patient has waited for the memory
  Shown answer(@Nullable String model, int turns) throws InterruptedException {
    return watched.kind() == Kind.HOME
        ? atHome(model, turns)
        : ask(model == null ? repertoire.usual() : model, false);
  }

  private Shown atHome(@Nullable String model, int turns) throws InterruptedException {
    if (model != null && ModelName.isCloud(model)) {
      return ask(model, false);
    }
    long lives = watched.provider().lives();
    return switch (teller.ask(Call.get("/api/ps"))) {
      case Told.Stopped() -> new Shown.Stopped();
      case Told.Nothing(Failure failure) -> nothing(failure, lives);
      case Told.Flood() -> Shown.ill("nonsense", Told.ENDLESS);
      case Told.Refused(int status) -> ill(status);
      case Told.Body(Bytes bytes) -> {
        Optional<List<LoadedModel>> loaded = OllamaLists.loaded(bytes.copy());
        yield loaded.isEmpty()
            ? Shown.ill("nonsense", "what it answers is no list of what is in memory")
            : beside(loaded.get().stream().map(LoadedModel::name).toList(), model, turns);
      }
    };
  }

  /// Asks where that drives nobody out.
  private Shown beside(List<String> loaded, @Nullable String model, int turns)
      throws InterruptedException {
    String chosen = model;
    if (chosen == null) {
      chosen =
          loaded.stream().filter(repertoire::canAnswer).findFirst().orElseGet(repertoire::usual);
    }
    if (chosen == null || !repertoire.canAnswer(chosen)) {
      return list();
    }
    if (loaded.isEmpty() || loaded.contains(ModelName.normalised(chosen))) {
      return ask(chosen, loaded.isEmpty());
    }
    return turns < MOST_TURNS ? new Shown.Unclear("another model is in memory") : list();
  }

  /// Models that make only vectors, or that nobody knows, are not asked.
  private Shown ask(@Nullable String model, boolean loads) throws InterruptedException {
    if (model == null || !repertoire.canAnswer(model)) {
      return list();
    }
    asked.run();
    return switch (question.ask(model, loads)) {
      case Heard.Token() -> new Shown.Back();
      case Heard.Failed(Trouble trouble) -> Shown.of(trouble);
      case Heard.Stopped() -> new Shown.Stopped();
    };
  }

  /// Slow is not dead: who answers others meanwhile is only late.
  private Shown nothing(Failure failure, long lives) {
    Provider provider = watched.provider();
    return failure instanceof Failure.Silent && provider.lives() != lives
        ? new Shown.Unclear("it answers others meanwhile")
        : Shown.of(new Trouble.OfWay(failure));
  }

  private Shown ill(int status) {
    Finding finding = Finding.of(status, watched.kind());
    return Shown.ill(finding.cause(), finding.text());
  }

  @Override
  public void close() {
    teller.close();
    question.close();
  }
}
