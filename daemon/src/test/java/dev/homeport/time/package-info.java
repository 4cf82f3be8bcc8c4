/// Tests of points in time as people read them.
@NullMarked
package dev.homeport.time;

import org.jspecify.annotations.NullMarked;
