package dev.homeport.ledger.price;

import dev.homeport.chat.Usage;
import dev.homeport.ledger.Estimate;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// What a model costs: a million tokens of each kind in billionths of a dollar.
///
/// @param per what so many tokens cost
/// @param request what each request costs besides
/// @param above what all of a request costs whose prompt is longer
/// @param mostAnswer the longest answer in tokens, where it is known
/// @param estimated whether it is a careful guess
public record Rate(
    Per per, long request, @Nullable Above above, @Nullable Long mostAnswer, boolean estimated) {
  /// Nothing.
  public static final Rate FREE = new Rate(new Per(0, 0, null), 0, null, null, false);

  /// Ten thousand dollars. More than this is never the price of anything, whatever a provider says
  /// of it: hundreds of thousands of these still are a sum that fits into a `long`, and a thousand
  /// into the numbers that a Redis counts with.
  public static final long MOST = 10_000_000_000_000L;

  /// An answer of which nobody says how long it may be is not longer than this, as a rule.
  private static final long USUAL_ANSWER = 4096;

  private static final long A_MILLION = 1_000_000;
  private static final BigInteger MILLION = BigInteger.valueOf(A_MILLION);

  /// What a million tokens cost.
  ///
  /// @param cached of a prompt that was in a cache; nothing where that makes no difference
  public record Per(long input, long output, @Nullable Long cached) {}

  /// What everything costs where the prompt has more tokens than these.
  public record Above(long prompt, Per per) {}

  /// Whether it never costs anything.
  public boolean isFree() {
    return request == 0
        && per.input() == 0
        && per.output() == 0
        && (above == null || (above.per().input() == 0 && above.per().output() == 0));
  }

  /// What this costs in billionths of a dollar, rounded up. What the provider charged is not looked
  /// at.
  public long of(Usage usage) {
    long prompt = Math.max(0, usage.prompt());
    Per rate = above != null && prompt > above.prompt() ? above.per() : per;
    long cached =
        usage.cached() == null || rate.cached() == null ? 0 : Math.clamp(usage.cached(), 0, prompt);
    long again = rate.cached() == null ? 0 : rate.cached();
    long answer = Math.max(0, usage.answer());
    if (isSmall(prompt, rate.input())
        && isSmall(cached, again)
        && isSmall(answer, rate.output())
        && isSmall(1, request)) {
      long sum = (prompt - cached) * rate.input() + cached * again + answer * rate.output();
      return Math.min(Math.ceilDiv(sum, A_MILLION) + request, MOST);
    }
    BigInteger sum =
        times(prompt - cached, rate.input())
            .add(times(cached, again))
            .add(times(answer, rate.output()));
    BigInteger whole = sum.add(MILLION).subtract(BigInteger.ONE).divide(MILLION);
    return whole.add(BigInteger.valueOf(request)).min(BigInteger.valueOf(MOST)).longValue();
  }

  /// The most that a question is expected to cost.
  public long most(Estimate estimate) {
    return of(Usage.of(estimate.prompt(), longest(estimate)));
  }

  /// What a question costs at least: its prompt.
  public long least(Estimate estimate) {
    return of(Usage.of(estimate.prompt(), 0));
  }

  private long longest(Estimate estimate) {
    Long said = estimate.answer();
    // Less than nothing is how some clients say that there is no limit.
    if (said == null || said < 0) {
      return mostAnswer == null ? USUAL_ANSWER : mostAnswer;
    }
    return mostAnswer == null ? said : Math.min(said, mostAnswer);
  }

  /// Whether three such products fit into a `long` together, and what is then added to them: so it
  /// is with all that is asked and answered in earnest.
  private static boolean isSmall(long tokens, long rate) {
    return tokens < 1 << 24 && rate < 1L << 36;
  }

  private static BigInteger times(long tokens, long rate) {
    return BigInteger.valueOf(tokens).multiply(BigInteger.valueOf(rate));
  }
}
