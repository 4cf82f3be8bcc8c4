package dev.homeport.relay;

import dev.homeport.fake.Backend;
import java.net.URI;

/// The APIs that providers of these tests speak.
enum Spoken {
  OLLAMA,
  OPENAI,
  ANTHROPIC;

  /// A provider that speaks it.
  Backend at(String name, URI uri) {
    return switch (this) {
      case OLLAMA -> Backend.ollama(name, uri);
      case OPENAI -> Backend.openAi(name, uri);
      case ANTHROPIC -> Backend.anthropic(name, uri);
    };
  }
}
