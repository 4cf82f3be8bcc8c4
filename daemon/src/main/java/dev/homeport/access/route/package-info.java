/// The table of what passes: which paths there are, for whom, and what to make of their bodies.
///
/// A path is decoded once and compared as it is. What goes to Ollama is the table's own spelling of
/// it, never the client's, so that no trick in a path can mean one thing here and another there.
@NullMarked
package dev.homeport.access.route;

import org.jspecify.annotations.NullMarked;
