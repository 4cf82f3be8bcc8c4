/// Asks Ollama in the background how it is, and loads the models that shall be warm.
@NullMarked
package dev.homeport.probe;

import org.jspecify.annotations.NullMarked;
