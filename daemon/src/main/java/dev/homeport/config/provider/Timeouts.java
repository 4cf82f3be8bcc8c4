package dev.homeport.config.provider;

import java.time.Duration;

/// How long a provider may take for what.
///
/// @param connect until it takes our connection
/// @param ack until a daemon of ours says that it is alive
/// @param queued in the queue of a daemon
/// @param loading while the model loads
/// @param firstToken until the first token
/// @param quiet until the first token, and between two, where a provider says nothing before a tool
///   call or a formatted answer is whole
/// @param stall between two tokens
/// @param total for all of it
public record Timeouts(
    Duration connect,
    Duration ack,
    Duration queued,
    Duration loading,
    Duration firstToken,
    Duration quiet,
    Duration stall,
    Duration total) {}
