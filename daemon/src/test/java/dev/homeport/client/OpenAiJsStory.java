package dev.homeport.client;

import dev.homeport.fake.LeakCheck;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/// The npm library `openai`, at the daemon.
@Tag("story")
@ExtendWith({NeedsNpm.class, LeakCheck.OfClass.class})
class OpenAiJsStory extends DaemonContract implements Embedding, FreeHeaders, Listing {
  @Override
  ClientLibrary library() throws Exception {
    return new NodeLibrary("openai");
  }
}
