package dev.homeport.store.tally;

import java.time.Instant;

/// What is gone from a pot, for whoever keeps it: what was spent, and what is presumed of what is
/// out.
///
/// @param over when the window of the pot is over
public record Sum(long amount, Instant over) {}
