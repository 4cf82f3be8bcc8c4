/// Supervisors that tests move by hand.
@NullMarked
package dev.homeport.tunnel.watch;

import org.jspecify.annotations.NullMarked;
