/// Ollama behind the daemon: whether it is there, what it has, and who can reach it past our keys.
@NullMarked
package dev.homeport.doctor.ollama;

import org.jspecify.annotations.NullMarked;
