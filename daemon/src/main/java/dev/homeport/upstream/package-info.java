/// Somebody who can answer, reached over HTTP: one attempt, no retry except on a connection that
/// had gone stale, cancelled at once from any thread. A server is an [HttpUpstream]; with a name, a
/// dialect and what it wants to see, it is a [Provider].
@NullMarked
package dev.homeport.upstream;

import org.jspecify.annotations.NullMarked;
