/// The simulated cloud of `homeport demo`: OpenRouter's API, and a key that is no secret.
@NullMarked
package dev.homeport.simulation.cloud;

import org.jspecify.annotations.NullMarked;
