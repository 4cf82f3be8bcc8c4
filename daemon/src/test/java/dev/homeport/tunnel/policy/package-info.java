/// What follows from what was seen, shown by whole evenings in made-up time.
@NullMarked
package dev.homeport.tunnel.policy;

import org.jspecify.annotations.NullMarked;
