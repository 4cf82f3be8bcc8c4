package dev.homeport.catalogue;

import dev.homeport.chat.ModelCard;
import dev.homeport.journal.Event.Weight;
import dev.homeport.journal.Journal;
import dev.homeport.store.Fact;
import dev.homeport.store.Facts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/// What every provider's list said when it was last seen. It outlives the provider's absence and
/// our own restart.
///
/// A list is written down when it says something new, and once a day so that it is known how old it
/// is; whoever learns waits for the disk, whoever looks up never does.
public final class Catalogue {
  private static final Duration OUTDATED = Duration.ofDays(1);

  private final Facts facts;
  private final Journal journal;

  /// What is known; swapped whole, so that a reader sees one moment.
  private final AtomicReference<Stock> stock;

  /// What the facts hold, by provider: what need not be written again.
  private final Map<String, Listing> stored = new ConcurrentHashMap<>();

  /// Whether it was told that nothing can be stored, so that it is told once.
  private final AtomicBoolean told = new AtomicBoolean();

  /// A catalogue of what these facts hold, and what will be learned.
  public Catalogue(Facts facts, Journal journal) {
    this.facts = facts;
    this.journal = journal;
    for (Fact fact : facts.shelf(StoredListing.KIND).facts().values()) {
      StoredListing.read(fact).ifPresent(listing -> stored.put(fact.name(), listing));
    }
    this.stock = new AtomicReference<>(new Stock(stored));
  }

  /// What is known now.
  public Stock stock() {
    return stock.get();
  }

  /// A provider gave its list, trimmed here to what is worth keeping. Says whether there is
  /// anything new in it. One thread at a time learns of one provider, and none that a client waits
  /// for.
  public boolean learn(Source source, List<ModelCard> models, Instant now) {
    String provider = source.name();
    var come = new Listing(source.kind(), Trim.cards(source.kind(), models), now);
    boolean changed =
        stock().listing(provider).map(before -> !come.saysSameAs(before)).orElse(true);
    stock.updateAndGet(
        current ->
            current.with(
                provider,
                current
                    .listing(provider)
                    .filter(before -> !changed)
                    .map(before -> before.seenAt(now))
                    .orElse(come)));
    if (isWorthWriting(provider, come)) {
      write(provider, come);
    }
    return changed;
  }

  private boolean isWorthWriting(String provider, Listing come) {
    Listing held = stored.get(provider);
    return held == null
        || !come.saysSameAs(held)
        || Duration.between(held.seen(), come.seen()).compareTo(OUTDATED) >= 0;
  }

  private void write(String provider, Listing listing) {
    switch (facts.put(StoredListing.fact(provider, listing))) {
      case Facts.Written.Done _, Facts.Written.Unmet _ -> {
        stored.put(provider, listing);
        told.set(false);
      }
      case Facts.Written.Failed(String why) -> {
        if (!told.getAndSet(true)) {
          journal.note(
              Weight.WARN, "models not stored", Map.of("provider", provider, "cause", why));
        }
      }
    }
  }
}
