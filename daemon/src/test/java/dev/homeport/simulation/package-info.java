/// Tests of the simulated Ollama: its shapes against recordings of a real one, its speed, its end.
@NullMarked
package dev.homeport.simulation;

import org.jspecify.annotations.NullMarked;
