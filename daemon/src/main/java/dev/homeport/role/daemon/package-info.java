/// The Mac's daemon, built and wired by hand.
@NullMarked
package dev.homeport.role.daemon;

import org.jspecify.annotations.NullMarked;
