package dev.homeport.condition;

import java.util.concurrent.atomic.AtomicBoolean;

/// Leave of somebody who asked, for the provider and for its model, each in the era in which it was
/// given.
final class Leave implements Permit {
  private final Infirmary infirmary;
  private final Whom all;
  private final long allsEra;
  private final Whom one;
  private final long onesEra;

  /// Whether it was told what came of it; the first word counts.
  private final AtomicBoolean told = new AtomicBoolean();

  Leave(Infirmary infirmary, Whom all, long allsEra, Whom one, long onesEra) {
    this.infirmary = infirmary;
    this.all = all;
    this.allsEra = allsEra;
    this.one = one;
    this.onesEra = onesEra;
  }

  @Override
  public void answered() {
    if (told.getAndSet(true) || infirmary.wards().isEmpty()) {
      return;
    }
    infirmary.answered(all, allsEra);
    infirmary.answered(one, onesEra);
  }

  @Override
  public void failed(Blame blame) {
    if (told.getAndSet(true)) {
      return;
    }
    switch (blame.extent()) {
      case PROVIDER -> {
        infirmary.failed(all, allsEra, blame);
        infirmary.dropped(one, onesEra);
      }
      case MODEL -> {
        infirmary.failed(one, onesEra, blame);
        infirmary.dropped(all, allsEra);
      }
    }
  }

  @Override
  public void dropped() {
    if (told.getAndSet(true) || infirmary.wards().isEmpty()) {
      return;
    }
    infirmary.dropped(all, allsEra);
    infirmary.dropped(one, onesEra);
  }
}
