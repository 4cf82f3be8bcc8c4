package dev.homeport.client;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/// The npm library `openai`, at the router.
@Tag("story")
@ExtendWith(NeedsNpm.class)
class OpenAiJsRouterStory extends RouterContract
    implements Counting, Embedding, FreeHeaders, Helping, Listing, Responding, Running {
  @Override
  ClientLibrary library() throws Exception {
    return new NodeLibrary("openai");
  }

  @Override
  boolean countsUnasked() {
    return false;
  }
}
