package dev.homeport.upstream;

import java.time.Duration;

/// How long a provider may take.
///
/// @param firstToken until the first token of a streamed answer
/// @param quiet the same, and between two tokens, where an answer comes in large pieces
/// @param loading while its model loads, where it says that it does
/// @param stall between two tokens
/// @param total for an answer that comes at once
public record Waits(
    Duration firstToken, Duration quiet, Duration loading, Duration stall, Duration total) {}
