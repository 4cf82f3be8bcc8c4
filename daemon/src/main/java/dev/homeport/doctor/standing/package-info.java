/// The role that runs: whether it does, who holds its port, what its own page says of it, and the
/// router that looks at this machine.
@NullMarked
package dev.homeport.doctor.standing;

import org.jspecify.annotations.NullMarked;
