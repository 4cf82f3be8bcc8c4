package dev.homeport.condition;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Somebody that failed and is not proven back.
///
/// @param model which of its models; nothing where all of it failed
/// @param why what it failed of last
/// @param since when it failed first
/// @param until when it is tried again at the latest
/// @param proof when somebody should look next whether it is back; nothing where nobody should
/// @param strikes how often it has failed in a row
/// @param era what a proof is given for: one that comes too late is worth nothing
public record Patient(
    String provider,
    @Nullable String model,
    Blame why,
    Instant since,
    Instant until,
    @Nullable Instant proof,
    int strikes,
    long era) {}
