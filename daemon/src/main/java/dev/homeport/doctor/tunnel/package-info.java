/// The way from the Internet to this machine, as the daemon's monitor has seen it; where no daemon
/// runs, as it looks from here.
@NullMarked
package dev.homeport.doctor.tunnel;

import org.jspecify.annotations.NullMarked;
