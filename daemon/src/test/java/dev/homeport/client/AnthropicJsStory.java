package dev.homeport.client;

import dev.homeport.fake.LeakCheck;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/// The npm library `@anthropic-ai/sdk`.
@Tag("story")
@ExtendWith({NeedsNpm.class, LeakCheck.OfClass.class})
class AnthropicJsStory extends ClientContract implements FreeHeaders {
  @Override
  ClientLibrary library() throws Exception {
    return new NodeLibrary("anthropic");
  }

  @Override
  String errorOf(int status) {
    return NodeLibrary.vendorsErrorOf(status);
  }
}
