package dev.homeport.client;

import org.junit.jupiter.api.Tag;

/// `langchain4j-ollama`, at the daemon. No leaks are looked for, because it keeps threads of its
/// own for a while.
@Tag("story")
class LangChain4jStory extends DaemonContract implements Embedding, FreeHeaders, Listing {
  @Override
  ClientLibrary library() {
    return new LangChain4j();
  }
}
