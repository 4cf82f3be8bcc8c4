/// Tests of how guessing is slowed down.
@NullMarked
package dev.homeport.access.guess;

import org.jspecify.annotations.NullMarked;
