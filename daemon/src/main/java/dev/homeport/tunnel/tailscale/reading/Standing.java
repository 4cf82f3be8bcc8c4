package dev.homeport.tunnel.tailscale.reading;

import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.Finding;
import org.jspecify.annotations.Nullable;

/// How our entry stands among what is published.
public sealed interface Standing {
  /// What is wrong with it; nothing where nothing is.
  @Nullable Finding trouble();

  /// All of it is there.
  ///
  /// @param session of the program on which it hangs; nothing where it was told for good
  record Whole(String words, @Nullable String session) implements Standing {
    @Override
    public @Nullable Finding trouble() {
      return null;
    }
  }

  /// Some of it is there, or it leads to where we once were; nothing foreign stands in its way.
  record Half(String what, String next) implements Standing {
    @Override
    public Finding trouble() {
      return new Finding(Cause.CONFIG_HALF, what, next);
    }
  }

  /// Nothing of it is there, and its place is free.
  record Absent(String what, String next) implements Standing {
    @Override
    public Finding trouble() {
      return new Finding(Cause.CONFIG_LOST, what, next);
    }
  }

  /// Something that we did not write stands in its place, or would be opened to the Internet with
  /// it.
  record Foreign(String what, String next) implements Standing {
    @Override
    public Finding trouble() {
      return new Finding(Cause.FOREIGN_ENTRY, what, next);
    }
  }
}
