/// Tests of how everybody stands: pure ones, seeded walks, and threads that race for a trial.
@NullMarked
package dev.homeport.condition;

import org.jspecify.annotations.NullMarked;
