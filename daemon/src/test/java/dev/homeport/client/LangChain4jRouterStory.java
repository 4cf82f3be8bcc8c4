package dev.homeport.client;

import org.junit.jupiter.api.Tag;

/// `langchain4j-ollama`, at the router.
@Tag("story")
class LangChain4jRouterStory extends RouterContract implements Embedding, FreeHeaders, Listing {
  @Override
  ClientLibrary library() {
    return new LangChain4j();
  }

  @Override
  boolean obeysShouldRetry() {
    return false;
  }
}
