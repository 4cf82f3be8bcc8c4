/// What follows from what was seen of a tunnel, as pure functions: whether it is fine, when it is
/// looked at again, and which repair may be tried.
///
/// [Policy] takes a [State] and a [Change] and gives the next state with the [Effect]s that
/// somebody else carries out; time comes with each change, chance is handed in. Three things are
/// decided apart from one another: how the tunnel is shown ([Judgement]), when to look ([Plan]),
/// and what may be done ([Streak], [Ladder], [Memory]).
@NullMarked
package dev.homeport.tunnel.policy;

import org.jspecify.annotations.NullMarked;
