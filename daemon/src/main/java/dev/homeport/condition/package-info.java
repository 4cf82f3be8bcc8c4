/// How everybody stands who could be asked: who rests because it failed, until when and why, who is
/// on the way back, who is preferred and who is pinned. Requests and probes tell it, routing and
/// pages read it; it outlives a restart, and those on one state share it.
@NullMarked
package dev.homeport.condition;

import org.jspecify.annotations.NullMarked;
