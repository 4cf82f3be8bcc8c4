package dev.homeport.server.admin;

import java.time.Instant;

/// How a budget stands. Money is in billionths of a dollar.
///
/// @param budget which, as people call it, such as `monthly of the key bot`
/// @param window the window of time, such as `2026-11`
/// @param reserved what requests that are under way may come to
/// @param stops whether nothing more is spent when it is used up
/// @param over when there is money again
public record BudgetStanding(
    String budget,
    String window,
    long limit,
    long spent,
    long reserved,
    boolean stops,
    Instant over) {}
