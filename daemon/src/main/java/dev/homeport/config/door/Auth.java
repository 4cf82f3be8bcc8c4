package dev.homeport.config.door;

/// Who is let in.
///
/// @param open whether no key is needed
/// @param pathKeys whether a key may stand in the path
public record Auth(boolean open, boolean pathKeys) {
  /// Whether keys are needed.
  public enum Kind {
    /// They are.
    KEYS,
    /// Anybody may ask models.
    NONE
  }
}
