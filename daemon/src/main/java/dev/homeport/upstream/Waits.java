package dev.homeport.upstream;

import java.time.Duration;

/// How long a provider may take.
///
/// @param firstToken until the first token of a streamed answer
/// @param stall between two tokens
/// @param total for an answer that comes at once
public record Waits(Duration firstToken, Duration stall, Duration total) {}
