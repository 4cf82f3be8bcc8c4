/// Which models the simulation pretends to have, what they say, and how fast.
@NullMarked
package dev.homeport.simulation.model;

import org.jspecify.annotations.NullMarked;
