package dev.homeport.relay;

import dev.homeport.relay.Relay.Relayed;
import dev.homeport.verdict.Setback;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a walk went.
///
/// @param relayed nothing where nobody has answered
/// @param setbacks who was asked in vain
record Walked(@Nullable Relayed relayed, List<Setback> setbacks) {}
