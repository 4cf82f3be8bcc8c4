package dev.homeport.client;

import dev.homeport.fake.LeakCheck;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/// The npm library `openai`.
@Tag("story")
@ExtendWith({NeedsNpm.class, LeakCheck.OfClass.class})
class OpenAiJsStory extends ClientContract implements Embedding, FreeHeaders {
  @Override
  ClientLibrary library() throws Exception {
    return new NodeLibrary("openai");
  }

  @Override
  String errorOf(int status) {
    return NodeLibrary.vendorsErrorOf(status);
  }
}
