package dev.homeport.upstream;

import dev.homeport.failure.Failure.Obstacle;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A connection did not come about, for a reason that is known better than the library knows it.
final class BlockedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Obstacle obstacle;

  /// @param why in words, as they are told
  BlockedException(String why, Obstacle obstacle, @Nullable Throwable cause) {
    super(why, cause);
    this.obstacle = obstacle;
  }

  Obstacle obstacle() {
    return obstacle;
  }
}
