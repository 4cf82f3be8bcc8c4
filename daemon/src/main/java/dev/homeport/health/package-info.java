/// What is known of the Ollama behind us, as a pure state machine and a snapshot of it.
@NullMarked
package dev.homeport.health;

import org.jspecify.annotations.NullMarked;
