/// What starts and stops, in order, the one factory of named threads, and the alarms that ring when
/// something takes too long.
@NullMarked
package dev.homeport.lifecycle;

import org.jspecify.annotations.NullMarked;
