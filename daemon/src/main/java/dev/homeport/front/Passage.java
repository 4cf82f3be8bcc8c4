package dev.homeport.front;

import dev.homeport.upstream.Question;
import dev.homeport.wire.EndRule;
import org.jspecify.annotations.Nullable;

/// A request that is allowed to pass.
///
/// @param party whose turn it is in the queue: the name of the key
/// @param needsPlace whether it is inference, which waits for a place at the gate
/// @param model the normalised name of the model it needs, where it needs one
/// @param acknowledged whether the client wants to hear how its request stands
/// @param end how its answer shows that it is whole
public record Passage(
    Question question,
    String party,
    boolean needsPlace,
    @Nullable String model,
    boolean acknowledged,
    EndRule end) {}
