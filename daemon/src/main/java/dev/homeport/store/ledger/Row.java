package dev.homeport.store.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One request, as the ledger keeps it: who asked, who answered, what it took. Never a prompt or an
/// answer. Money is in billionths of a dollar.
///
/// @param at when it ended
/// @param id the request's id with something that no other row has: a row that is written twice is
///   one row
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
    @Nullable String reason) {}
