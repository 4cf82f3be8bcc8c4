package dev.homeport.relay;

import dev.homeport.fake.Backend;
import java.net.URI;
import java.util.function.BiFunction;

/// The APIs that providers of these tests speak.
enum Spoken {
  OLLAMA(Backend::ollama),
  OPENAI(Backend::openAi),
  ANTHROPIC(Backend::anthropic);

  private final BiFunction<String, URI, Backend> maker;

  Spoken(BiFunction<String, URI, Backend> maker) {
    this.maker = maker;
  }

  /// A provider that speaks it.
  Backend at(String name, URI uri) {
    return maker.apply(name, uri);
  }
}
