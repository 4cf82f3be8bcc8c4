package dev.homeport.tunnel.twingate.client;

import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.twingate.client.Standing.State;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What one turn of an operation has come to.
///
/// @param rest until the next one
record Outlook(State state, @Nullable Finding trouble, Road road, Duration rest) {}
