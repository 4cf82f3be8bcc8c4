/// The answers that a client of Ollama's API gets: lines of JSON, or one object.
@NullMarked
package dev.homeport.dialect.ollama.answer;

import org.jspecify.annotations.NullMarked;
