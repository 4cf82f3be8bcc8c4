package dev.homeport.ledger.budget;

import dev.homeport.ledger.Estimate;
import dev.homeport.ledger.budget.Dearest.Top;
import dev.homeport.ledger.price.Rate;
import dev.homeport.store.Tallies.Pot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How much a question wants to have reserved.
///
/// It is the most that the question is expected to cost, and never less than the dearest that was
/// paid for that model of late, because prices and estimates may be wrong. Where this process has
/// never paid for the model, and its price is a guess or set by the provider itself, it is also at
/// least a sixteenth of the tightest limit: so the first few go ahead and find out what it costs,
/// and not two hundred at once.
///
/// @param whole that much
/// @param least where less is left than this, it is not worth asking: what the dearest cost of
///   late, and where the price is certain never less than the prompt
/// @param presumed what it is taken to have cost where nobody ever says: as much as is wanted, but
///   for what only slows down those who begin
record Claim(long whole, long least, long presumed) {
  /// Nothing, which every budget has.
  static final Claim NOTHING = new Claim(0, 0, 0);

  private static final int BEGINNERS = 16;

  /// What is wanted.
  ///
  /// @param rate what the model costs; nothing where no price is known
  /// @param dearest the dearest that was paid of late, nothing where nothing was ever paid
  /// @param bills whether the provider says itself what it charges, whatever the lists say
  static Claim of(
      @Nullable Rate rate,
      Estimate estimate,
      @Nullable Top dearest,
      List<Pot> pots,
      boolean bills) {
    long most = rate == null ? 0 : rate.most(estimate);
    long least = rate == null ? 0 : rate.least(estimate);
    if (dearest != null) {
      boolean certain = rate != null && !rate.estimated() && !dearest.charged();
      long whole = Math.max(most, dearest.cost());
      long expected = certain ? Math.max(least, Math.min(most, dearest.cost())) : dearest.cost();
      return new Claim(whole, expected, whole);
    }
    boolean known = rate != null && !rate.estimated() && !bills;
    return new Claim(known ? most : Math.max(most, part(pots)), least, most);
  }

  private static long part(List<Pot> pots) {
    long tightest = Long.MAX_VALUE;
    for (Pot pot : pots) {
      tightest = pot.limit() == null ? tightest : Math.min(tightest, pot.limit());
    }
    return tightest == Long.MAX_VALUE ? 0 : Math.ceilDiv(tightest, BEGINNERS);
  }
}
