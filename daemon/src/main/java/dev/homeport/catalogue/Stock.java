package dev.homeport.catalogue;

import dev.homeport.chat.ModelCard;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The models of all providers at one moment, as last seen. Never changes.
public final class Stock {
  /// Nothing was ever seen.
  public static final Stock EMPTY = new Stock(Map.of());

  private final Map<String, Listing> listings;

  Stock(Map<String, Listing> listings) {
    this.listings = Map.copyOf(listings);
  }

  /// The model that a provider has under that name.
  public Optional<ModelCard> card(String provider, String name) {
    return listing(provider).flatMap(listing -> listing.card(name));
  }

  /// All that a provider has.
  public List<ModelCard> models(String provider) {
    return listing(provider).map(Listing::models).orElse(List.of());
  }

  /// Whether a provider ever gave its list.
  public boolean knows(String provider) {
    return listings.containsKey(provider);
  }

  /// When a provider last gave its list.
  public Optional<Instant> seen(String provider) {
    return listing(provider).map(Listing::seen);
  }

  Optional<Listing> listing(String provider) {
    return Optional.ofNullable(listings.get(provider));
  }

  /// This one with another list of a provider.
  Stock with(String provider, Listing listing) {
    var all = new HashMap<>(listings);
    all.put(provider, listing);
    return new Stock(all);
  }
}
