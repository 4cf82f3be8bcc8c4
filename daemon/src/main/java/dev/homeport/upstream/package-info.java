/// Somebody who can answer, reached over HTTP: one attempt, no retry except on a connection that
/// had gone stale, cancelled at once from any thread.
@NullMarked
package dev.homeport.upstream;

import org.jspecify.annotations.NullMarked;
