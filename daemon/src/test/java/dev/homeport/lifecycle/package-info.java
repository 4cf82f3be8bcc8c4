/// Loops that start, rest, and end.
@NullMarked
package dev.homeport.lifecycle;

import org.jspecify.annotations.NullMarked;
