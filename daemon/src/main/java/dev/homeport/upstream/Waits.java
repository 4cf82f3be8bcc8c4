package dev.homeport.upstream;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How long a provider may take.
///
/// @param ack until a daemon of ours says how a question stands, where it has done so before
/// @param queued in a daemon's queue
/// @param loading while its model loads, where it says that it does or may do so without a word
/// @param firstToken until the first token
/// @param quiet the same, and between two tokens, where an answer comes in large pieces
/// @param stall between two tokens
/// @param total for an answer of which nothing has gone out
/// @param hedge until somebody else is asked beside it; nothing where nobody is
public record Waits(
    Duration ack,
    Duration queued,
    Duration loading,
    Duration firstToken,
    Duration quiet,
    Duration stall,
    Duration total,
    @Nullable Duration hedge) {}
