package dev.homeport.condition;

import dev.homeport.condition.Blame.Outlook;
import dev.homeport.condition.Blame.Proof;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The standing of somebody that failed and is not proven back: it rests, and then waits for the
/// first who tries it.
///
/// @param strikes how often it failed in a row
/// @param why what it failed of last, with the hardest proof that any of the failures wants
/// @param since when it failed first
/// @param sinceNanos the same, by the ticker
/// @param untilNanos when its rest is over
/// @param stated whether it has said itself when its rest is over
/// @param out who tries it
record Fallen(
    long era,
    int strikes,
    Blame why,
    Instant since,
    long sinceNanos,
    long untilNanos,
    boolean stated,
    Looks looks,
    Outing out)
    implements Standing {
  /// After so many failures in a row, a list of models proves nothing any more.
  private static final int INCREDIBLE = 3;

  /// After so long nobody wants to know any more how a model does that nobody asks for.
  private static final long FORGOTTEN = Duration.ofDays(1).toNanos();

  /// More failures than this make no difference.
  private static final int MANY = 1_000_000;

  /// The fall of somebody that was well.
  static Fallen first(int strikes, Blame blame, Cooling cooling, long era, Moment now) {
    long until = now.nanos() + Rest.nanos(blame, strikes, cooling);
    return new Fallen(
            era,
            strikes,
            blame,
            now.wall(),
            now.nanos(),
            until,
            blame.stated() != null,
            looks(blame, strikes, cooling, now),
            Outing.none(now.nanos()))
        .patiently(now);
  }

  /// It failed once more: its rest becomes longer, never shorter.
  Fallen again(Blame blame, Cooling cooling, long newEra, Moment now) {
    int more = Math.min(MANY, strikes + 1);
    return resting(blame, more, cooling, now)
        .in(newEra, more, looks(blame, more, cooling, now), now)
        .patiently(now);
  }

  /// A look found no change. A list that is not given says nothing new of somebody who must answer
  /// a question.
  Fallen still(Blame blame, Cooling cooling, Moment now, boolean small) {
    Fallen longer = resting(blame, strikes, cooling, now);
    if (!small && why.proof() != Proof.LIST) {
      return longer;
    }
    return longer.why.outlook() == Outlook.LASTING
        ? longer.with(looks.next(cooling.longest(), now.nanos())).outlasting().patiently(now)
        : longer.with(looks.next(cooling.probe(), now.nanos())).patiently(now);
  }

  /// The looks after a failure. What lasts until somebody does something is not asked for every
  /// half minute: a dead key would be shown thousands of times a day (cases.md E5).
  private static Looks looks(Blame blame, int strikes, Cooling cooling, Moment now) {
    return blame.outlook() == Outlook.LASTING
        ? Looks.in(Rest.nanos(blame, strikes, cooling), now.nanos())
        : Looks.after(strikes, cooling.probe(), now.nanos());
  }

  /// The same, of which another replica has just told: it is looked at as after a failure of our
  /// own. Whom we let try it ourselves is not forgotten.
  Fallen heard(Standing ours, Cooling cooling, Moment now) {
    Fallen fresh = with(looks(why, strikes, cooling, now)).patiently(now);
    return ours instanceof Fallen own
        ? new Fallen(
            own.era(),
            strikes,
            why,
            since,
            sinceNanos,
            untilNanos,
            stated,
            fresh.looks(),
            own.out())
        : fresh;
  }

  /// The same, resting until the next look at least.
  private Fallen outlasting() {
    return new Fallen(
        era,
        strikes,
        why,
        since,
        sinceNanos,
        Moment.later(untilNanos, looks.dueNanos()),
        stated,
        looks,
        out);
  }

  /// It gave its list: either that is enough, or it is worth a question now.
  Standing listed(Cooling cooling, long newEra, long now) {
    if (demand() == Proof.LIST) {
      return proven(cooling, newEra, now);
    }
    return why.proof() == Proof.LIST ? with(looks.hastened(now)) : this;
  }

  /// What it failed of, with the proof that is wanted now.
  Blame shown() {
    return new Blame(
        why.extent(), why.outlook(), demand(), why.cause(), why.detail(), why.stated());
  }

  boolean rests(Cooling cooling, long now) {
    return !cooling.first().isZero() && untilNanos - now > 0;
  }

  /// Whether one more may try it. Where nobody is to rest, everybody may.
  boolean isFree(Cooling cooling, long now) {
    return cooling.first().isZero() || out.permits(now) == 0;
  }

  /// Whether it is a model that nobody has asked for in a long time and that owes us nothing.
  boolean isForgotten(long now) {
    return now - out.lastNanos() > FORGOTTEN && !(stated && untilNanos - now > 0);
  }

  /// Whether it is the same but for those who try it.
  boolean saysSameAs(Fallen other) {
    return with(other.out).equals(other);
  }

  Condition condition(Cooling cooling, Moment now) {
    return rests(cooling, now.nanos())
        ? new Condition.Resting(why.cause(), why.detail(), since, now.at(untilNanos), why.outlook())
        : new Condition.Unproven(why.cause(), since, isFree(cooling, now.nanos()));
  }

  Patient patient(Whom whom, Cooling cooling, Moment now) {
    @Nullable Instant proof = cooling.probe().isZero() ? null : now.at(looks.dueNanos());
    return new Patient(
        whom.provider(), whom.model(), shown(), since, now.at(untilNanos), proof, strikes, era);
  }

  Fallen with(Outing other) {
    return new Fallen(era, strikes, why, since, sinceNanos, untilNanos, stated, looks, other);
  }

  Fallen with(Looks other) {
    return new Fallen(era, strikes, why, since, sinceNanos, untilNanos, stated, other, out);
  }

  private Fallen in(long newEra, int more, Looks other, Moment now) {
    return new Fallen(
        newEra, more, why, since, sinceNanos, untilNanos, stated, other, Outing.none(now.nanos()));
  }

  private Fallen resting(Blame blame, int failures, Cooling cooling, Moment now) {
    long until = now.nanos() + Rest.nanos(blame, failures, cooling);
    boolean longer = until - untilNanos > 0;
    return new Fallen(
        era,
        strikes,
        why.proof() == Proof.ANSWER ? wantingAnswer(blame) : blame,
        since,
        sinceNanos,
        longer ? until : untilNanos,
        longer ? blame.stated() != null : stated,
        looks,
        out);
  }

  /// Nobody looks before the time that was stated.
  private Fallen patiently(Moment now) {
    return stated && untilNanos - now.nanos() > 0 ? with(looks.notBefore(untilNanos)) : this;
  }

  private Proof demand() {
    return strikes >= INCREDIBLE ? Proof.ANSWER : why.proof();
  }

  private static Blame wantingAnswer(Blame blame) {
    return new Blame(
        blame.extent(),
        blame.outlook(),
        Proof.ANSWER,
        blame.cause(),
        blame.detail(),
        blame.stated());
  }
}
