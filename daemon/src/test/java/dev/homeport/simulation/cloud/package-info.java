/// Tests of the simulated cloud.
@NullMarked
package dev.homeport.simulation.cloud;

import org.jspecify.annotations.NullMarked;
