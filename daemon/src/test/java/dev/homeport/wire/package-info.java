/// What the readers of bytes promise, mostly on the recorded bytes of a real Ollama.
@NullMarked
package dev.homeport.wire;

import org.jspecify.annotations.NullMarked;
