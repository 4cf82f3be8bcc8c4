package dev.homeport.store;

import dev.homeport.lifecycle.Service;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What must not be forgotten, and is shared by all who are on the same state. Usable from the
/// moment it is opened; started, it also does what has to be done in the background.
public interface State extends Service {
  /// Small things that have a name.
  Facts facts();

  /// Amounts that several draw from.
  Tallies tallies();

  /// How it stands.
  Standing standing();

  /// How a state stands.
  ///
  /// @param engine `file`, `sqlite` or `redis`
  /// @param where where it is, without credentials
  /// @param trouble why what is written now is not kept, or not shared; nothing where all is well
  /// @param since since when that is so
  record Standing(String engine, String where, @Nullable String trouble, @Nullable Instant since) {}
}
