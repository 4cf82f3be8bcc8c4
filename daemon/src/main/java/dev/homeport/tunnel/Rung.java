package dev.homeport.tunnel;

/// A step of the repair ladder, the gentlest first.
public enum Rung {
  /// Write our entry again: R1.
  REAPPLY("reapply"),
  /// Take our entry away, wait a minute, write it again: R2.
  OFF_AND_ON("off-and-on"),
  /// Take the tunnel's network down and up again: R3. Only where the owner allows it.
  DOWN_AND_UP("down-and-up"),
  /// Start the tunnel's program anew: R4. Of Tailscale's only where the owner allows it.
  RESTART("restart");

  private final String word;

  Rung(String word) {
    this.word = word;
  }

  /// The word for people, programs and the settings.
  public String word() {
    return word;
  }
}
