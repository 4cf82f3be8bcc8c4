/// What follows from a trouble, and what is told of it.
@NullMarked
package dev.homeport.verdict;

import org.jspecify.annotations.NullMarked;
