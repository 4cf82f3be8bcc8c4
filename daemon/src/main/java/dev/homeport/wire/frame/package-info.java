/// Frames: cutting a stream of bytes into the events or lines it consists of, and making some.
@NullMarked
package dev.homeport.wire.frame;

import org.jspecify.annotations.NullMarked;
