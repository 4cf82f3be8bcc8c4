/// What the policy on bodies promises, against what Go's decoder and Ollama do with the same bytes.
@NullMarked
package dev.homeport.access.body;

import org.jspecify.annotations.NullMarked;
