/// What follows from what was seen of Ollama.
@NullMarked
package dev.homeport.health;

import org.jspecify.annotations.NullMarked;
