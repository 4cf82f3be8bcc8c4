package dev.homeport.client;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/// The npm library `ai` with its provider for whatever is like OpenAI's API, at the router.
@Tag("story")
@ExtendWith(NeedsNpm.class)
class VercelRouterStory extends RouterContract
    implements Counting, Embedding, FreeHeaders, Helping, Running {
  @Override
  ClientLibrary library() throws Exception {
    return new NodeLibrary("vercel");
  }

  @Override
  boolean countsUnasked() {
    return false;
  }

  @Override
  boolean obeysShouldRetry() {
    return false;
  }
}
