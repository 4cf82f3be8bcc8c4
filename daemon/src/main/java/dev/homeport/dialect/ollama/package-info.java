/// How Ollama speaks, to its clients and as a provider: [dev.homeport.dialect.ollama.OllamaClient]
/// on one side, [dev.homeport.dialect.ollama.OllamaProvider] on the other, and
/// [dev.homeport.dialect.ollama.OllamaPages] for what it tells of its models.
///
/// Facts and their sources are in the recordings beside the tests. What is particular to this API:
/// lines of JSON instead of events, `stream` is on unless it is switched off, arguments of calls
/// are objects, and only `"done":true` ends an answer.
@NullMarked
package dev.homeport.dialect.ollama;

import org.jspecify.annotations.NullMarked;
