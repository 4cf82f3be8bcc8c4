/// Tests of what a simulated model says.
@NullMarked
package dev.homeport.simulation.model;

import org.jspecify.annotations.NullMarked;
