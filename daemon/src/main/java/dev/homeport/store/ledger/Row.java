package dev.homeport.store.ledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// One request, as the ledger keeps it: who asked, who answered, what it took. Never a prompt or an
/// answer. Money is in billionths of a dollar.
///
/// Whatever a client or a provider wrote, a row can be kept: texts are short and of whole, visible
/// characters, moments are of whole milliseconds, and no number is so large that a sum could not
/// hold it.
///
/// @param at when it ended
/// @param id something that no other row has, with the id of the request: a row that is written
///   twice is one row
/// @param key the name of the key; `tenant` and `user` as far as they are known
/// @param dialect whose API the client speaks: `ollama`, `openai`, `anthropic`
/// @param model as the client called it
/// @param provider who answered, or began to; nothing where nobody did
/// @param account the account it was answered with
/// @param attempts how often a provider was asked
/// @param firstMillis until the first byte of the answer
/// @param estimated whether tokens or the price were estimated, because nobody said them
/// @param cost what was paid; nothing where no price is known
/// @param saved what the same would have cost elsewhere, where home answered
/// @param cause why somebody else than the first was asked, in a word; nothing where that was not
///   so
/// @param outcome `answered`, `refused`, `left`, `cut` or `failed`
/// @param reason why it did not end well, in a few words
public record Row(
    Instant at,
    String id,
    @Nullable String key,
    @Nullable String user,
    @Nullable String tenant,
    String dialect,
    @Nullable String model,
    @Nullable String provider,
    @Nullable String account,
    int attempts,
    @Nullable Long firstMillis,
    long totalMillis,
    @Nullable Long tokensIn,
    @Nullable Long tokensOut,
    boolean estimated,
    @Nullable Long cost,
    @Nullable Long saved,
    @Nullable String cause,
    int status,
    String outcome,
    @Nullable String reason) {
  private static final int LONGEST = 200;

  /// Ten thousand dollars: more than anybody's request costs, and hundreds of thousands of them can
  /// be summed.
  private static final long DEAREST = 10_000_000_000_000L;

  private static final long MOST_TOKENS = 10_000_000_000L;

  public Row {
    at = at.truncatedTo(ChronoUnit.MILLIS);
    id = fit(id);
    key = fitIfThere(key);
    user = fitIfThere(user);
    tenant = fitIfThere(tenant);
    dialect = fit(dialect);
    model = fitIfThere(model);
    provider = fitIfThere(provider);
    account = fitIfThere(account);
    tokensIn = within(tokensIn, MOST_TOKENS);
    tokensOut = within(tokensOut, MOST_TOKENS);
    cost = within(cost, DEAREST);
    saved = within(saved, DEAREST);
    cause = fitIfThere(cause);
    outcome = fit(outcome);
    reason = fitIfThere(reason);
  }

  private static @Nullable String fitIfThere(@Nullable String text) {
    return text == null ? null : fit(text);
  }

  private static String fit(String text) {
    if (text.length() <= LONGEST) {
      int i = 0;
      while (i < text.length() && isPlain(text.charAt(i))) {
        i++;
      }
      if (i == text.length()) {
        return text;
      }
    }
    return cleaned(text);
  }

  private static boolean isPlain(char c) {
    return c >= ' ' && (c < 0x7f || c > 0x9f) && !Character.isSurrogate(c);
  }

  private static String cleaned(String text) {
    var clean = new StringBuilder(Math.min(text.length(), LONGEST) + 1);
    int at = 0;
    while (at < text.length() && clean.length() < LONGEST) {
      int point = text.codePointAt(at);
      boolean half = point <= 0xffff && Character.isSurrogate((char) point);
      clean.appendCodePoint(half || Character.isISOControl(point) ? 0xfffd : point);
      at += Character.charCount(point);
    }
    return at < text.length() ? clean.append('…').toString() : clean.toString();
  }

  private static @Nullable Long within(@Nullable Long number, long most) {
    return number == null ? null : Long.valueOf(Math.clamp(number, 0, most));
  }
}
