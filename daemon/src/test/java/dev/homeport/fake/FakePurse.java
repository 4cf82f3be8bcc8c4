package dev.homeport.fake;

import dev.homeport.chat.Usage;
import dev.homeport.ledger.Bill;
import dev.homeport.ledger.Estimate;
import dev.homeport.ledger.Fare;
import dev.homeport.ledger.Payer;
import dev.homeport.ledger.Purse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A purse that lets everybody be asked but those for whom a test says that there is no money. It
/// counts what was opened and what became of it.
public final class FakePurse implements Purse {
  /// When there is money again.
  public static final Instant AGAIN = Instant.parse("2099-12-01T00:00:00Z");

  /// What is said of a provider for whom there is none.
  public static final String BROKE =
      "the monthly budget of the key guest has $0.10 left of $100.00";

  private final Map<String, Long> prices;
  private final Set<String> broke = ConcurrentHashMap.newKeySet();
  private final AtomicInteger opened = new AtomicInteger();

  /// What became of each fare: guarded by itself, as are all who are not settled.
  private final List<Settled> settled = new ArrayList<>();

  private final AtomicInteger again = new AtomicInteger();

  /// What became of a fare.
  ///
  /// @param usage nothing where nothing is paid
  public record Settled(
      String provider, Estimate estimate, @Nullable Usage usage, boolean estimated) {}

  /// @param prices of one token, by the provider; others have none
  public FakePurse(Map<String, Long> prices) {
    this.prices = Map.copyOf(prices);
  }

  /// From here on there is no money for this one.
  public void isBrokeFor(String provider) {
    broke.add(provider);
  }

  @Override
  public Opened open(
      Payer payer, String provider, String model, Estimate estimate, Duration patience) {
    if (broke.contains(provider)) {
      return new Opened.Broke(BROKE, AGAIN);
    }
    opened.incrementAndGet();
    return new Opened.Leave(new Paid(provider, estimate));
  }

  private final class Paid implements Fare {
    private final String provider;
    private final Estimate estimate;
    private boolean over;

    Paid(String provider, Estimate estimate) {
      this.provider = provider;
      this.estimate = estimate;
    }

    @Override
    public Bill answered(Usage usage, boolean estimated) {
      settle(new Settled(provider, estimate, usage, estimated));
      return new Bill(priced(provider, "", usage), estimated);
    }

    @Override
    public void nothing() {
      settle(new Settled(provider, estimate, null, false));
    }

    private void settle(Settled what) {
      synchronized (settled) {
        if (over) {
          again.incrementAndGet();
          return;
        }
        over = true;
        settled.add(what);
      }
    }
  }

  @Override
  public @Nullable Long priced(String provider, String model, Usage usage) {
    Long price = prices.get(provider);
    return price == null ? null : Long.valueOf(price * usage.total());
  }

  /// How many fares were opened.
  public int opened() {
    return opened.get();
  }

  /// What became of those that are settled.
  public List<Settled> settled() {
    synchronized (settled) {
      return List.copyOf(settled);
    }
  }

  /// How often one was settled that had been before.
  public int settledAgain() {
    return again.get();
  }
}
