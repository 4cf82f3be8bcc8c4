/// Tests of what outlives the process.
@NullMarked
package dev.homeport.store;

import org.jspecify.annotations.NullMarked;
