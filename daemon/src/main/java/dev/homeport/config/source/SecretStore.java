package dev.homeport.config.source;

/// Where a machine keeps secrets under a service and an account.
@FunctionalInterface
public interface SecretStore {
  /// Reads one; may take a moment, and never throws.
  Found read(String service, String account);

  /// A machine without such a place.
  static SecretStore none() {
    return (_, _) ->
        new Found.Missing("there is no keychain on this system; use file:PATH or ${NAME} instead");
  }

  /// What came of reading.
  sealed interface Found {
    /// The secret.
    record Kept(String secret) implements Found {
      @Override
      public String toString() {
        return "Kept[••••]";
      }
    }

    /// It is not to be had.
    ///
    /// @param why in words, with what to do
    record Missing(String why) implements Found {}
  }
}
