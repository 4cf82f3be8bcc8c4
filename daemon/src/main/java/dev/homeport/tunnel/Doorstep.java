package dev.homeport.tunnel;

import dev.homeport.tunnel.sight.Evidence;
import dev.homeport.tunnel.sight.Finding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What listens on our port of this machine, and how Ollama is behind it.
public interface Doorstep {
  /// Asks it.
  Seen look() throws InterruptedException;

  /// What was seen: the layer daemon, and ollama where it is known.
  ///
  /// @param trouble nothing where something answers
  /// @param instance the name of the Homeport there; nothing where it is another program
  record Seen(List<Evidence> evidence, @Nullable Finding trouble, @Nullable String instance) {
    /// Copies the list.
    public Seen {
      evidence = List.copyOf(evidence);
    }
  }
}
