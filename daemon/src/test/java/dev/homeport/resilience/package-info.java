/// Tests of the gate: pure ones, and threads that race for places.
@NullMarked
package dev.homeport.resilience;

import org.jspecify.annotations.NullMarked;
