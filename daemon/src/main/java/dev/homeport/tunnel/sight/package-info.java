/// What can be seen of the way from the Internet to a model, layer by layer, and what can be wrong
/// with it, as closed sets.
@NullMarked
package dev.homeport.tunnel.sight;

import org.jspecify.annotations.NullMarked;
