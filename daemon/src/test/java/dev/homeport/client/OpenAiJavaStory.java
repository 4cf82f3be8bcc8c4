package dev.homeport.client;

import org.junit.jupiter.api.Tag;

/// `openai-java`, at the daemon. No leaks are looked for, because it keeps threads of its own for a
/// while.
@Tag("story")
class OpenAiJavaStory extends DaemonContract implements Embedding, Listing {
  @Override
  ClientLibrary library() {
    return new OpenAiJava();
  }
}
