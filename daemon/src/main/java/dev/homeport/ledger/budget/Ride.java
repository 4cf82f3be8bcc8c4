package dev.homeport.ledger.budget;

import dev.homeport.chat.Usage;
import dev.homeport.ledger.Bill;
import dev.homeport.ledger.Fare;
import dev.homeport.ledger.budget.Dearest.Top;
import dev.homeport.ledger.price.Prices;
import dev.homeport.ledger.price.Rate;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// A question that is under way, with what was reserved for it.
final class Ride implements Fare {
  private final @Nullable Rate rate;
  private final Consumer<Top> learn;
  private final LongConsumer settle;

  /// What it came to; nothing until the first word is said.
  private final AtomicReference<@Nullable Bill> said = new AtomicReference<>();

  /// @param learn hears what an answer cost, where that is to be trusted
  /// @param settle hears what is to be paid
  Ride(@Nullable Rate rate, Consumer<Top> learn, LongConsumer settle) {
    this.rate = rate;
    this.learn = learn;
    this.settle = settle;
  }

  @Override
  public Bill answered(Usage usage, boolean estimated) {
    Long cost = Prices.priced(rate, usage);
    boolean guessed = rate != null && rate.estimated() && usage.cost() == null;
    var bill = new Bill(cost, estimated || guessed);
    if (!said.compareAndSet(null, bill)) {
      return said();
    }
    if (cost != null && (cost > 0 || !estimated)) {
      learn.accept(new Top(cost, usage.cost() != null));
    }
    settle.accept(cost == null ? 0 : cost);
    return bill;
  }

  @Override
  public void nothing() {
    if (said.compareAndSet(null, new Bill(0L, false))) {
      settle.accept(0);
    }
  }

  private Bill said() {
    Bill bill = said.get();
    return bill == null ? new Bill(0L, false) : bill;
  }
}
