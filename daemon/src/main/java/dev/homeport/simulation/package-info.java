/// The simulated Ollama of `homeport demo`, a process of its own that says what it is.
@NullMarked
package dev.homeport.simulation;

import org.jspecify.annotations.NullMarked;
