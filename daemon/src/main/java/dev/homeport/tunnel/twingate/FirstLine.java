package dev.homeport.tunnel.twingate;

/// What a program of somebody else's said first, as far as it can be shown.
public final class FirstLine {
  private static final int SHOWN = 160;

  private FirstLine() {}

  /// The first line of this text.
  public static String of(String text) {
    String line = text.strip().lines().findFirst().orElse("").replaceAll("[^ -~]", "?");
    return line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line;
  }
}
