package dev.homeport.server;

import dev.homeport.wire.JsonFields;
import org.jspecify.annotations.Nullable;

/// What the pages of our own tell about this Homeport. Answered from snapshots at once: a page
/// never asks Ollama.
public interface Standing {
  /// Why it is not healthy, in one sentence; nothing when it is.
  @Nullable String trouble();

  /// Puts what a key holder may know besides at the end of the page.
  void detail(JsonFields page);

  /// The metrics as Prometheus reads them.
  String metrics();
}
