/// What starts and stops, in order, and the one factory of named threads.
@NullMarked
package dev.homeport.lifecycle;

import org.jspecify.annotations.NullMarked;
