/// How each dialect asks a question and hears an answer, in the shapes that Ollama gives them.
@NullMarked
package dev.homeport.simulation.voice;

import org.jspecify.annotations.NullMarked;
