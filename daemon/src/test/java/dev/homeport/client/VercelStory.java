package dev.homeport.client;

import dev.homeport.fake.LeakCheck;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/// The npm library `ai` with its provider for whatever is like OpenAI's API, at the daemon.
@Tag("story")
@ExtendWith({NeedsNpm.class, LeakCheck.OfClass.class})
class VercelStory extends DaemonContract implements Embedding, FreeHeaders {
  @Override
  ClientLibrary library() throws Exception {
    return new NodeLibrary("vercel");
  }
}
