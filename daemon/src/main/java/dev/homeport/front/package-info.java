/// The Mac's way of a request: admission, the body's bytes to Ollama, the answer's bytes back, and
/// an honest end.
@NullMarked
package dev.homeport.front;

import org.jspecify.annotations.NullMarked;
