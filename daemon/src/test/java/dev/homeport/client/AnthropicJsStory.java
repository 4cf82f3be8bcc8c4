package dev.homeport.client;

import dev.homeport.fake.LeakCheck;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/// The npm library `@anthropic-ai/sdk`, at the daemon.
@Tag("story")
@ExtendWith({NeedsNpm.class, LeakCheck.OfClass.class})
class AnthropicJsStory extends DaemonContract implements FreeHeaders, Listing {
  @Override
  ClientLibrary library() throws Exception {
    return new NodeLibrary("anthropic");
  }
}
