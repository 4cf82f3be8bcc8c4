/// How checks look at the world: a page, another program, who listens where. Each look is bounded.
@NullMarked
package dev.homeport.doctor.look;

import org.jspecify.annotations.NullMarked;
