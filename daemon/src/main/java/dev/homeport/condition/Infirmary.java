package dev.homeport.condition;

import dev.homeport.condition.Wards.Change;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Where standings change, and where it is told that they did.
final class Infirmary {
  private final Ticker ticker;
  private final WallClock wall;
  private final Function<String, Cooling> coolings;
  private final Wards wards = new Wards();

  /// How many came back so far.
  private final AtomicLong recoveries = new AtomicLong();

  private final List<Runnable> actions = new CopyOnWriteArrayList<>();

  /// Who is told; set while the role is put together, read by all threads.
  private volatile Conditions.Listener listener = Conditions.Listener.NOBODY;

  Infirmary(Ticker ticker, WallClock wall, Function<String, Cooling> coolings) {
    this.ticker = ticker;
    this.wall = wall;
    this.coolings = coolings;
  }

  Wards wards() {
    return wards;
  }

  Cooling cooling(String provider) {
    return coolings.apply(provider);
  }

  Moment now() {
    return new Moment(ticker.nanoTime(), wall.now());
  }

  long nanos() {
    return ticker.nanoTime();
  }

  long recoveries() {
    return recoveries.get();
  }

  void onChange(Runnable action) {
    actions.add(action);
  }

  void tell(Conditions.Listener who) {
    listener = who;
  }

  void changed() {
    actions.forEach(Runnable::run);
  }

  void forget() {
    wards.clear();
    recoveries.incrementAndGet();
  }

  /// A request was answered.
  void answered(Whom whom, long era) {
    if (wards.of(whom) instanceof Standing.Sound) {
      return;
    }
    Cooling cooling = cooling(whom.provider());
    long newEra = wards.newEra();
    long now = nanos();
    during(whom, era, standing -> standing.answered(cooling, newEra, now));
  }

  /// A request failed.
  void failed(Whom whom, long era, Blame blame) {
    Cooling cooling = cooling(whom.provider());
    long newEra = wards.newEra();
    Moment now = now();
    during(whom, era, standing -> standing.failed(blame, cooling, newEra, now));
  }

  /// Of a request nothing is known.
  void dropped(Whom whom, long era) {
    during(whom, era, Standing::dropped);
  }

  /// A look found somebody well.
  void proven(Whom whom, long era) {
    Cooling cooling = cooling(whom.provider());
    long newEra = wards.newEra();
    long now = nanos();
    during(whom, era, standing -> standing.proven(cooling, newEra, now));
  }

  /// A look found somebody failing.
  ///
  /// @param ifSo whether that standing is the one which was looked at
  /// @param small whether a small question was asked, not for a list
  void found(Whom whom, Blame blame, Predicate<Standing> ifSo, boolean small) {
    Cooling cooling = cooling(whom.provider());
    long newEra = wards.newEra();
    Moment now = now();
    change(
        whom,
        standing ->
            ifSo.test(standing) ? standing.found(blame, cooling, newEra, now, small) : standing);
  }

  /// Another replica has told of somebody's fall, or that it is back; what became known here since
  /// we looked is newer than that.
  ///
  /// @param seen how it stood when we looked
  /// @param fallen its fall; nothing where it is back
  void heard(Whom whom, Standing seen, @Nullable Fallen fallen) {
    Cooling cooling = cooling(whom.provider());
    long newEra = wards.newEra();
    Moment now = now();
    change(
        whom,
        standing -> {
          if (!standing.equals(seen)) {
            return standing;
          }
          return fallen == null
              ? standing.proven(cooling, newEra, now.nanos())
              : fallen.heard(standing, cooling, now);
        });
  }

  /// A provider gave its list.
  void listed(String provider) {
    if (wards.isEmpty()) {
      return;
    }
    Cooling cooling = cooling(provider);
    for (Whom whom : wards.all().keySet()) {
      if (whom.provider().equals(provider)) {
        long newEra = wards.newEra();
        long now = nanos();
        whereFallen(whom, fallen -> fallen.listed(cooling, newEra, now));
      }
    }
  }

  /// Everybody that fails is to be looked at.
  void recheck() {
    long now = nanos();
    for (Whom whom : wards.all().keySet()) {
      whereFallen(whom, fallen -> fallen.with(fallen.looks().hastened(now)));
    }
  }

  /// Forgets models that failed once and that nobody asks for any more.
  void lapse() {
    long now = nanos();
    wards.removeIf(
        (whom, standing) ->
            whom.model() != null && standing instanceof Fallen fallen && fallen.isForgotten(now));
  }

  Patient patient(Whom whom, Fallen fallen, Moment now) {
    return fallen.patient(whom, cooling(whom.provider()), now);
  }

  private void whereFallen(Whom whom, Function<Fallen, Standing> next) {
    change(whom, standing -> standing instanceof Fallen fallen ? next.apply(fallen) : standing);
  }

  /// Changes a standing as long as its era lasts.
  private void during(Whom whom, long era, Function<Standing, Standing> next) {
    change(whom, standing -> standing.era() == era ? next.apply(standing) : standing);
  }

  private void change(Whom whom, UnaryOperator<Standing> next) {
    Change change = wards.change(whom, next);
    if (change.after() instanceof Fallen after) {
      fell(whom, change.before(), after);
    } else if (change.before() instanceof Fallen before) {
      recoveries.incrementAndGet();
      long nanos = Math.max(0, nanos() - before.sinceNanos());
      listener.back(whom.provider(), whom.model(), Duration.ofNanos(nanos));
      changed();
    }
  }

  private void fell(Whom whom, Standing before, Fallen after) {
    boolean isNew =
        !(before instanceof Fallen earlier) || !earlier.why().cause().equals(after.why().cause());
    if (isNew) {
      listener.rests(patient(whom, after, now()));
    }
    if (isNew || !(before instanceof Fallen earlier) || !after.saysSameAs(earlier)) {
      changed();
    }
  }
}
