package dev.homeport.condition;

import dev.homeport.condition.Blame.Extent;
import dev.homeport.condition.Blame.Outlook;
import dev.homeport.condition.Blame.Proof;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Knows how everybody stands. Safe for all threads; nothing here waits.
public final class Conditions {
  private static final Condition WELL = new Condition.Well();
  private static final Comparator<Patient> PROVIDERS_FIRST =
      Comparator.comparing((Patient patient) -> patient.model() != null)
          .thenComparing(Patient::provider)
          .thenComparing(patient -> String.valueOf(patient.model()));

  private final Infirmary infirmary;
  private final Wards wards;
  private final Wishes wishes = new Wishes();

  /// Hears who begins to rest and who is back, from the thread that found out; must not wait.
  public interface Listener {
    /// Hears nothing.
    Listener NOBODY =
        new Listener() {
          @Override
          public void rests(Patient patient) {}

          @Override
          public void back(String provider, @Nullable String model, Duration after) {}
        };

    /// Somebody who was well failed, or fails of something else now.
    void rests(Patient patient);

    /// Somebody is proven back.
    ///
    /// @param model which of its models; nothing where all of it had failed
    /// @param after how long after it failed first
    void back(String provider, @Nullable String model, Duration after);
  }

  /// All are well.
  ///
  /// @param coolings how long each rests, by its name; asked anew each time, of a name that nobody
  ///   bears any more too
  public Conditions(Ticker ticker, WallClock wall, Function<String, Cooling> coolings) {
    this.infirmary = new Infirmary(ticker, wall, coolings);
    this.wards = infirmary.wards();
  }

  /// How a provider stands for one of its models: as it stands itself, or as the model does,
  /// whichever is worse.
  public Condition of(String provider, String model) {
    if (wards.isEmpty()) {
      return WELL;
    }
    Standing own = wards.of(Whom.all(provider));
    Standing models = wards.of(new Whom(provider, model));
    if (own instanceof Standing.Sound && models instanceof Standing.Sound) {
      return WELL;
    }
    Moment now = infirmary.now();
    Cooling cooling = infirmary.cooling(provider);
    return Worse.of(condition(own, cooling, now), condition(models, cooling, now));
  }

  private static Condition condition(Standing standing, Cooling cooling, Moment now) {
    return switch (standing) {
      case Standing.Sound _ -> WELL;
      case Standing.Ramp ramp -> new Condition.Recovering(ramp.room(now.nanos()));
      case Fallen fallen -> fallen.condition(cooling, now);
    };
  }

  /// Somebody asks it, however it stands.
  public Permit ask(String provider, String model) {
    var all = Whom.all(provider);
    var one = new Whom(provider, model);
    if (wards.isEmpty()) {
      return new Leave(infirmary, all, wards.of(all).era(), one, wards.of(one).era());
    }
    long now = infirmary.nanos();
    Standing own = wards.change(all, standing -> standing.asked(now)).after();
    Standing models = wards.change(one, standing -> standing.asked(now)).after();
    return new Leave(infirmary, all, own.era(), one, models.era());
  }

  /// Asks it if it is well, or has room, or is to be tried by somebody: of many who want to try at
  /// the same moment, one gets leave.
  public Optional<Permit> tryAsk(String provider, String model) {
    var all = Whom.all(provider);
    var one = new Whom(provider, model);
    long now = infirmary.nanos();
    Cooling cooling = infirmary.cooling(provider);
    Optional<Standing> own = wards.tryAsk(all, cooling, now);
    if (own.isEmpty()) {
      return Optional.empty();
    }
    Optional<Standing> models = wards.tryAsk(one, cooling, now);
    if (models.isEmpty()) {
      infirmary.dropped(all, own.get().era());
      return Optional.empty();
    }
    return Optional.of(new Leave(infirmary, all, own.get().era(), one, models.get().era()));
  }

  /// It gave its list of models: what only wants that proof is over, and what wants more because it
  /// failed too often is worth a question now.
  public void reached(String provider) {
    infirmary.listed(provider);
  }

  /// There is no way to it, as a look has found.
  public void lost(String provider, String cause, String detail) {
    var blame = new Blame(Extent.PROVIDER, Outlook.PASSING, Proof.LIST, cause, detail, null);
    infirmary.found(Whom.all(provider), blame, _ -> true, false);
  }

  /// Everybody that failed and is not proven back, the providers' own first.
  public List<Patient> patients() {
    if (wards.isEmpty()) {
      return List.of();
    }
    Moment now = infirmary.now();
    var patients = new ArrayList<Patient>();
    wards
        .all()
        .forEach(
            (whom, standing) -> {
              if (standing instanceof Fallen fallen) {
                patients.add(infirmary.patient(whom, fallen, now));
              }
            });
    patients.sort(PROVIDERS_FIRST);
    return List.copyOf(patients);
  }

  /// A look has found that somebody is back.
  public void proven(Patient patient) {
    infirmary.proven(whom(patient), patient.era());
  }

  /// A look has found that somebody still fails.
  public void relapsed(Patient patient, Blame blame) {
    infirmary.found(whom(patient), blame, standing -> standing.era() == patient.era(), true);
  }

  /// Everybody that fails is worth a look now, as after the machine has slept.
  public void recheck() {
    infirmary.recheck();
  }

  /// How often somebody came back so far: as long as it is the same, nobody did.
  public long recoveries() {
    return infirmary.recoveries();
  }

  /// A provider has answered for a model that was asked for, though it was not the first choice; it
  /// is preferred for so long to those who are not proven back.
  public void prefer(String model, String provider, Duration time) {
    long now = infirmary.nanos();
    if (wishes.prefer(model, new Wish(provider, now + Moment.nanos(time)), now)) {
      infirmary.changed();
    }
  }

  /// Whom to prefer for a model.
  public Optional<String> preferred(String model) {
    return wishes.preferred(model, infirmary.nanos()).map(Wish::provider);
  }

  /// All who are preferred, by their models.
  public List<Preference> preferences() {
    Moment now = infirmary.now();
    return wishes.preferred().entrySet().stream()
        .filter(entry -> !entry.getValue().isOver(now.nanos()))
        .map(
            entry ->
                new Preference(
                    entry.getKey(),
                    entry.getValue().provider(),
                    now.at(entry.getValue().untilNanos())))
        .sorted(Comparator.comparing(Preference::model))
        .toList();
  }

  /// Only this provider is asked for so long, a year at most.
  public void pin(String provider, Duration time) {
    wishes.pin(new Wish(provider, infirmary.nanos() + Moment.nanos(time)));
    infirmary.changed();
  }

  /// Everybody may be asked again.
  public void unpin() {
    wishes.pin(null);
    infirmary.changed();
  }

  /// The one that is pinned.
  public Optional<Pin> pinned() {
    Moment now = infirmary.now();
    return wishes
        .pinned(now.nanos())
        .map(wish -> new Pin(wish.provider(), now.at(wish.untilNanos())));
  }

  /// Forgets failures, preferences and the pin. What is under way is about a past that is over.
  public void forget() {
    wishes.clear();
    infirmary.forget();
    infirmary.changed();
  }

  /// Forgets providers that are gone.
  ///
  /// @param providers whether there is one of that name
  public void keep(Predicate<String> providers) {
    wards.removeIf((whom, _) -> !providers.test(whom.provider()));
    wishes.tidy(providers, infirmary.nanos());
    infirmary.changed();
  }

  /// Run after every change, by the thread that made it; must not wait.
  public void onChange(Runnable action) {
    infirmary.onChange(action);
  }

  /// Tells this one from now on.
  public void tell(Listener listener) {
    infirmary.tell(listener);
  }

  /// The standings, for whoever keeps them.
  Infirmary infirmary() {
    return infirmary;
  }

  /// The wishes, for whoever keeps them.
  Wishes wishes() {
    return wishes;
  }

  private static Whom whom(Patient patient) {
    return new Whom(patient.provider(), patient.model());
  }
}
