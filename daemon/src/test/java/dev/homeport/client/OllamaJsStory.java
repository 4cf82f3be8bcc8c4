package dev.homeport.client;

import dev.homeport.fake.LeakCheck;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/// The npm library `ollama`.
@Tag("story")
@ExtendWith({NeedsNpm.class, LeakCheck.OfClass.class})
class OllamaJsStory extends ClientContract implements Embedding, FreeHeaders {
  @Override
  ClientLibrary library() throws Exception {
    return new NodeLibrary("ollama");
  }

  @Override
  String errorOf(int status) {
    return "ResponseError";
  }
}
