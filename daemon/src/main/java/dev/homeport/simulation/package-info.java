/// The simulations of `homeport demo`, an Ollama and a cloud: processes of their own that say what
/// they are.
@NullMarked
package dev.homeport.simulation;

import org.jspecify.annotations.NullMarked;
