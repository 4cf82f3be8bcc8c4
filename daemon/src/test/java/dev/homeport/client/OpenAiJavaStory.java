package dev.homeport.client;

import org.junit.jupiter.api.Tag;

/// `openai-java`. No leaks are looked for, because it keeps threads of its own for a while.
@Tag("story")
class OpenAiJavaStory extends ClientContract implements Embedding {
  @Override
  ClientLibrary library() {
    return new OpenAiJava();
  }

  @Override
  String errorOf(int status) {
    return switch (status) {
      case 401 -> "UnauthorizedException";
      case 404 -> "NotFoundException";
      case 429 -> "RateLimitException";
      default -> throw new AssertionError(status);
    };
  }
}
