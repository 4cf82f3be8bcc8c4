/// Bytes to meaning and back, without a server or a client in sight: header rules, the shape of an
/// error in each dialect, and the light reader that knows whether an answer has really ended.
@NullMarked
package dev.homeport.wire;

import org.jspecify.annotations.NullMarked;
