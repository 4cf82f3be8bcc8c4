package dev.homeport.upstream;

import dev.homeport.failure.Failure.Obstacle;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A connection did not come about, for a reason that is known better than the library knows it.
public final class BlockedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Obstacle obstacle;
  private final boolean asked;

  /// @param why in words, as they are told
  BlockedException(String why, Obstacle obstacle, @Nullable Throwable cause) {
    this(why, obstacle, false, cause);
  }

  /// @param why in words, as they are told
  /// @param asked see [#isAsked]
  BlockedException(String why, Obstacle obstacle, boolean asked, @Nullable Throwable cause) {
    super(why, cause);
    this.obstacle = obstacle;
    this.asked = asked;
  }

  /// Whether there was a proxy that was asked for a way: then what lies beyond it is at fault.
  public boolean isAsked() {
    return asked;
  }

  Obstacle obstacle() {
    return obstacle;
  }
}
