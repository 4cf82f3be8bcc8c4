/// Builds and wires one role by hand.
@NullMarked
package dev.homeport.role;

import org.jspecify.annotations.NullMarked;
