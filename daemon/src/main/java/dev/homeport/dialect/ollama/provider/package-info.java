/// Ollama as a provider: the questions it is asked, its answers, its complaints and its lists.
@NullMarked
package dev.homeport.dialect.ollama.provider;

import org.jspecify.annotations.NullMarked;
