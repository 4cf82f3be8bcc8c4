/// What a client of Ollama's API sends, read as Ollama reads it: Go's decoder, its structs and its
/// complaints.
@NullMarked
package dev.homeport.dialect.ollama.client;

import org.jspecify.annotations.NullMarked;
