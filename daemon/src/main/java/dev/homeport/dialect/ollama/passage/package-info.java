/// The way of a call that Ollama's API makes on both sides: bytes as they came, but for the name of
/// the model and what would tell whose it is.
@NullMarked
package dev.homeport.dialect.ollama.passage;

import org.jspecify.annotations.NullMarked;
