package dev.homeport.client;

import org.junit.jupiter.api.Tag;

/// `langchain4j-ollama`. No leaks are looked for, because it keeps threads of its own for a while.
@Tag("story")
class LangChain4jStory extends ClientContract implements Embedding, FreeHeaders {
  @Override
  ClientLibrary library() {
    return new LangChain4j();
  }

  @Override
  String errorOf(int status) {
    return switch (status) {
      case 401 -> "AuthenticationException";
      case 404 -> "ModelNotFoundException";
      case 429 -> "RateLimitException";
      default -> throw new AssertionError(status);
    };
  }
}
