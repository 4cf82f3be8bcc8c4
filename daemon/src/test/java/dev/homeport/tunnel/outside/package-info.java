/// The look from outside, at edges that fail in each of the ways that were recorded.
@NullMarked
package dev.homeport.tunnel.outside;

import org.jspecify.annotations.NullMarked;
