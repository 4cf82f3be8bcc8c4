/// Frames: what comes cut anywhere becomes server-sent events or lines again, and what goes out is
/// gathered, so that one frame is one write. All of it is bytes; nothing is decoded on the way.
@NullMarked
package dev.homeport.wire.frame;

import org.jspecify.annotations.NullMarked;
