/// Builds and wires one role by hand, starts it and stops it. Here is what all roles have, and the
/// smallest of them, the monitor; each other one is a package below.
@NullMarked
package dev.homeport.role;

import org.jspecify.annotations.NullMarked;
