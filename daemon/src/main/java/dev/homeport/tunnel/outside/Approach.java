package dev.homeport.tunnel.outside;

import dev.homeport.time.Deadline;
import java.io.IOException;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/// How whoever looks comes to a home: the same way that requests go, because another one proves
/// nothing about it.
public sealed interface Approach {
  /// Straight to the addresses that its name has, as the world goes.
  record Straight() implements Approach {}

  /// Straight to the addresses, which lead through an interface of this machine's by themselves.
  ///
  /// @param next what a person may do where it does not lead there
  /// @param doubt what is known to be wrong with the interface; nothing where nothing is
  record Aided(String next, @Nullable String doubt) implements Approach {}

  /// By somebody who leads there and looks up the name himself.
  ///
  /// @param by what people call him
  /// @param next what a person may do where he does not lead there
  record Led(String by, String next, Guide guide) implements Approach {}

  /// Not now, for this reason.
  record Shut(String why, String next) implements Approach {}

  /// Who leads there.
  @FunctionalInterface
  interface Guide {
    /// Connects this socket, so that what is written to it goes there. It may be closed meanwhile.
    ///
    /// @throws AbsentException where nobody could be asked to lead
    /// @throws IOException where he was asked and does not lead there
    void lead(Socket socket, String host, int port, Deadline deadline) throws IOException;
  }

  /// Nobody leads anywhere, which says nothing about the home.
  final class AbsentException extends IOException {
    private static final long serialVersionUID = 1L;

    /// @param why in words, as they are told
    public AbsentException(String why, Throwable cause) {
      super(why, cause);
    }
  }
}
