package dev.homeport.server;

import dev.homeport.wire.JsonFields;
import org.jspecify.annotations.Nullable;

/// What the pages of our own tell about this Homeport. Answered from snapshots at once: a page
/// never asks Ollama.
public interface Standing {
  /// How it is, in one word, and why where that is not well.
  ///
  /// @param serves whether somebody can be answered at all
  /// @param reason as anybody may read it
  record Mood(String word, boolean serves, @Nullable String reason) {
    /// All is well.
    public static final Mood HEALTHY = new Mood("healthy", true, null);

    /// Some are answered.
    public static Mood degraded(@Nullable String reason) {
      return new Mood("degraded", true, reason);
    }

    /// Nobody can be answered.
    public static Mood unhealthy(@Nullable String reason) {
      return new Mood("unhealthy", false, reason);
    }
  }

  /// How it is.
  Mood mood();

  /// Puts what a key holder may know besides at the end of the page.
  ///
  /// @param all whether the holder may know all, as those who run this Homeport may
  void detail(JsonFields page, boolean all);

  /// The metrics as Prometheus reads them.
  String metrics();
}
