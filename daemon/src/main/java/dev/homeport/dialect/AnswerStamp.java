package dev.homeport.dialect;

import java.time.Instant;
import java.util.function.LongSupplier;

/// What an answer says about itself besides its content.
///
/// @param id unique, of letters and digits only; each API puts its own letters before it
/// @param created when the request came
/// @param elapsedNanos how long ago that is
public record AnswerStamp(String id, Instant created, LongSupplier elapsedNanos) {}
