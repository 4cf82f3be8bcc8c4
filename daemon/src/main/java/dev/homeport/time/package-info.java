/// The only place that reads a clock or waits: ticker, wall clock, deadline, and the gap that a
/// sleeping machine leaves between the two clocks.
@NullMarked
package dev.homeport.time;

import org.jspecify.annotations.NullMarked;
