package dev.homeport.condition;

/// How somebody stands, as one immutable value, and what becomes of it.
///
/// Nothing here moves by itself: that a rest is over is seen by whoever asks. Each failure and each
/// return begins a new era, and what is told of an earlier one is told to nobody.
sealed interface Standing permits Standing.Sound, Standing.Ramp, Fallen {
  /// Grows with each failure and each return.
  long era();

  /// Nothing speaks against it.
  record Sound(long era) implements Standing {}

  /// It is back, and takes its load step by step.
  ///
  /// @param strikes the failures that no answer has made forgotten
  /// @param limit how many may ask it at once
  record Ramp(long era, int strikes, int limit, Outing out) implements Standing {
    /// As many at once as a provider that is well is trusted with.
    private static final int WELL = 16;

    static Ramp first(long era, int strikes, long now) {
      return new Ramp(era, strikes, 1, Outing.none(now));
    }

    int room(long now) {
      return Math.max(0, limit - out.permits(now));
    }

    private Standing grown() {
      return limit >= WELL ? new Sound(era) : new Ramp(era, 0, 2 * limit, out.oneLess());
    }
  }

  /// Somebody asks it.
  default Standing asked(long now) {
    return switch (this) {
      case Sound sound -> sound;
      case Ramp(long era, int strikes, int limit, Outing out) ->
          new Ramp(era, strikes, limit, out.oneMore(now));
      case Fallen fallen -> fallen.with(fallen.out().oneMore(now));
    };
  }

  /// Whether one more may ask it who has a choice.
  default boolean isOpen(Cooling cooling, long now) {
    return switch (this) {
      case Sound _ -> true;
      case Ramp ramp -> ramp.room(now) > 0;
      case Fallen fallen -> !fallen.rests(cooling, now) && fallen.isFree(cooling, now);
    };
  }

  /// Somebody who asked it learned nothing.
  default Standing dropped() {
    return switch (this) {
      case Sound sound -> sound;
      case Ramp(long era, int strikes, int limit, Outing out) ->
          new Ramp(era, strikes, limit, out.oneLess());
      case Fallen fallen -> fallen.with(fallen.out().oneLess());
    };
  }

  /// It answered somebody, which makes all failures forgotten.
  default Standing answered(Cooling cooling, long newEra, long now) {
    return switch (this) {
      case Sound sound -> sound;
      case Ramp ramp -> ramp.grown();
      case Fallen _ -> back(0, cooling, newEra, now);
    };
  }

  /// A look found it well, which ends its rest and leaves its failures remembered.
  default Standing proven(Cooling cooling, long newEra, long now) {
    return switch (this) {
      case Sound _, Ramp _ -> this;
      case Fallen fallen -> back(fallen.strikes(), cooling, newEra, now);
    };
  }

  /// It failed somebody.
  default Standing failed(Blame blame, Cooling cooling, long newEra, Moment now) {
    return switch (this) {
      case Sound _ -> Fallen.first(1, blame, cooling, newEra, now);
      case Ramp ramp -> Fallen.first(ramp.strikes() + 1, blame, cooling, newEra, now);
      case Fallen fallen -> fallen.again(blame, cooling, newEra, now);
    };
  }

  /// A look found that it fails: news of somebody who was well, and else no failure more.
  ///
  /// @param small whether it was asked a small question, not for its list
  default Standing found(Blame blame, Cooling cooling, long newEra, Moment now, boolean small) {
    return switch (this) {
      case Sound _, Ramp _ -> failed(blame, cooling, newEra, now);
      case Fallen fallen -> fallen.still(blame, cooling, now, small);
    };
  }

  /// Where nobody is to rest, nobody is to come back slowly either.
  private static Standing back(int strikes, Cooling cooling, long newEra, long now) {
    return cooling.first().isZero() ? new Sound(newEra) : Ramp.first(newEra, strikes, now);
  }
}
