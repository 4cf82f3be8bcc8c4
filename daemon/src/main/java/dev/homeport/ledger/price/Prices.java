package dev.homeport.ledger.price;

import dev.homeport.chat.Usage;
import dev.homeport.config.router.Spending.Price;
import dev.homeport.wire.ModelGlob;
import dev.homeport.wire.ModelName;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What everything costs: what is written in the settings, else what the shipped list says of who
/// is behind a provider. Home costs nothing, whatever is written. Who is not in the list has no
/// price.
public final class Prices {
  private static final String ANY = "*";
  private static final String MODELS = "models/";
  private static final int MANY = 2_000;

  /// No model has a longer name, and what somebody makes up is not worth its memory.
  private static final int LONG = 200;

  private final PriceList shipped;
  private final List<Price> written;
  private final Map<String, String> sellers;

  /// What was looked up already: it never changes. Emptied where it becomes large.
  private final Map<Model, Optional<Rate>> known = new ConcurrentHashMap<>();

  private record Model(String provider, String name) {}

  private Prices(PriceList shipped, List<Price> written, Map<String, String> sellers) {
    this.shipped = shipped;
    this.written = List.copyOf(written);
    this.sellers = Map.copyOf(sellers);
  }

  /// Prices.
  ///
  /// @param written what counts before the list, the first that fits
  /// @param sellers who is behind a provider, by its name
  public static Prices of(PriceList shipped, List<Price> written, Map<String, String> sellers) {
    return new Prices(shipped, written, sellers);
  }

  /// What a model costs; nothing where no price is known.
  ///
  /// @param model the provider's name for it
  public @Nullable Rate rate(String provider, String model) {
    var wanted = new Model(provider, model);
    Optional<Rate> rate = known.get(wanted);
    if (rate == null) {
      rate = Optional.ofNullable(find(provider, plain(ModelName.normalised(model))));
      if (known.size() >= MANY) {
        known.clear();
      }
      if (model.length() <= LONG) {
        known.put(wanted, rate);
      }
    }
    return rate.orElse(null);
  }

  /// Whether a provider says itself what it charges, whatever the lists say.
  public boolean bills(String provider) {
    return "openrouter".equals(sellers.get(provider));
  }

  /// What an answer costs in billionths of a dollar: what the provider charged, where it said so
  /// and that can be an amount. Nothing where no price is known.
  public @Nullable Long priced(String provider, String model, Usage usage) {
    return priced(rate(provider, model), usage);
  }

  /// The same where the rate is known.
  public static @Nullable Long priced(@Nullable Rate rate, Usage usage) {
    Double charged = usage.cost();
    if (charged != null && Double.isFinite(charged) && charged >= 0) {
      return Dollars.of(charged);
    }
    return rate == null ? null : rate.of(usage);
  }

  /// How many names are known.
  int size() {
    return known.size();
  }

  /// The day of the list.
  public LocalDate date() {
    return shipped.date();
  }

  /// Without what Gemini writes before its names.
  private static String plain(String model) {
    return model.startsWith(MODELS) ? model.substring(MODELS.length()) : model;
  }

  private @Nullable Rate find(String provider, String model) {
    String seller = sellers.get(provider);
    if (Sellers.HOME.equals(seller)) {
      return Rate.FREE;
    }
    Rate listed = seller == null ? null : shipped.rate(seller, model);
    for (Price price : written) {
      boolean meant = price.provider().equals(provider) || price.provider().equals(ANY);
      if (meant && ModelGlob.matches(price.model(), model)) {
        return rate(price, listed);
      }
    }
    return listed;
  }

  private static Rate rate(Price price, @Nullable Rate listed) {
    return new Rate(
        new Rate.Per(price.input(), price.output(), null),
        price.request() == null ? 0 : price.request(),
        null,
        listed == null ? null : listed.mostAnswer(),
        false);
  }
}
