package dev.homeport.tunnel.twingate.client;

import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.sight.Notice;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the client stands, as pages show it.
///
/// @param client which one it is: `userspace`, `system`, `proxy` for one that somebody else runs,
///   `off`
/// @param trouble what is wrong, where something is
/// @param since when it came into this state
/// @param keyExpires when its service key does, where there is one that does
public record Standing(
    String client,
    State state,
    @Nullable Finding trouble,
    Instant since,
    @Nullable Instant keyExpires,
    List<Notice> notices,
    Road road) {
  /// How it is, in a word.
  public enum State {
    /// Nobody knows yet: it was just started, or nobody has asked for a way.
    STARTING("starting"),
    /// It says so itself, or has opened the last way that it was asked for.
    ONLINE("online"),
    /// It does not work.
    OFFLINE("offline"),
    /// Nobody looks.
    UNWATCHED("unwatched");

    private final String word;

    State(String word) {
      this.word = word;
    }

    /// The word for people and programs.
    public String word() {
      return word;
    }
  }

  /// Copies the list.
  public Standing {
    notices = List.copyOf(notices);
  }
}
