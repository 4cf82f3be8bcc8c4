/// Ollama's dialect against recordings of the real one.
@NullMarked
package dev.homeport.dialect.ollama;

import org.jspecify.annotations.NullMarked;
