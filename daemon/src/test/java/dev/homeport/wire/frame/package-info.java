/// What the readers of frames promise, however the bytes are cut.
@NullMarked
package dev.homeport.wire.frame;

import org.jspecify.annotations.NullMarked;
