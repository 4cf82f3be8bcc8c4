package dev.homeport.client;

import org.junit.jupiter.api.Tag;

/// `openai-java`, at the router.
@Tag("story")
class OpenAiJavaRouterStory extends RouterContract
    implements Counting, Embedding, Helping, Listing, Responding {
  @Override
  ClientLibrary library() {
    return new OpenAiJava();
  }

  @Override
  boolean countsUnasked() {
    return false;
  }
}
