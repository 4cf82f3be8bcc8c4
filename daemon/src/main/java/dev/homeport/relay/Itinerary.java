package dev.homeport.relay;

import dev.homeport.routing.Route;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Who is asked, and for how long.
///
/// @param route leads somewhere
/// @param wish whom the client or an operator wants to be asked, `auto` for anybody: for the log
/// @param limit after so long the client wants no answer any more that has not begun; nothing where
///   it does not say
/// @param homeOnly whether the question never leaves home
public record Itinerary(Route route, String wish, @Nullable Duration limit, boolean homeOnly) {}
