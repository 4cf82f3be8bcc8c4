/// The watch over Ollama and over ourselves, against servers that misbehave.
@NullMarked
package dev.homeport.probe;

import org.jspecify.annotations.NullMarked;
