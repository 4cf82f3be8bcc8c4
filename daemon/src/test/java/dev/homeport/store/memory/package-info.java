/// Tests of amounts in memory.
@NullMarked
package dev.homeport.store.memory;

import org.jspecify.annotations.NullMarked;
