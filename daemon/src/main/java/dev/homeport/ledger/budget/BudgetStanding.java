package dev.homeport.ledger.budget;

import dev.homeport.config.router.Budget.Per;
import java.time.Instant;

/// How a budget stands. Money is in billionths of a dollar.
///
/// @param budget what people call it, such as `monthly of the key bot`
/// @param window `2026-11` or `2026-11-26`
/// @param subject whose it is; empty where it is everybody's
/// @param spent what is paid
/// @param reserved what may have to be paid for what is under way
/// @param stops whether nothing more is spent when it is used up
/// @param until when there is as much again
public record BudgetStanding(
    String budget,
    String window,
    Per per,
    String subject,
    long limit,
    long spent,
    long reserved,
    boolean stops,
    Instant until) {}
