package dev.homeport.dialect.gemini;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which generation of models a name belongs to, because each has rules of its own.
///
/// A name without a number (`gemini-flash-latest`) means the newest.
record Generation(String model, int major, int minor) {
  private static final Pattern NUMBERED = Pattern.compile("gemini-(\\d{1,3})(?:\\.(\\d{1,3}))?.*");
  private static final int NEWEST = 99;

  static Generation of(String name) {
    String model = name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    Matcher numbered = NUMBERED.matcher(model);
    if (numbered.matches()) {
      String minor = numbered.group(2);
      return new Generation(
          model, Integer.parseInt(numbered.group(1)), minor == null ? 0 : Integer.parseInt(minor));
    }
    boolean newest = model.startsWith("gemini-") && model.endsWith("-latest");
    return new Generation(model, newest ? NEWEST : 0, 0);
  }

  /// Whether it refuses a history whose calls bear no signatures.
  boolean wantsSignatures() {
    return major >= 3;
  }

  /// Whether thinking is measured in levels.
  boolean thinksInLevels() {
    return major >= 3;
  }

  /// Whether thinking is measured in tokens.
  boolean thinksInTokens() {
    return major == 2 && minor >= 5;
  }

  /// Whether it takes instructions apart from what the user says.
  boolean takesInstructions() {
    return !model.startsWith("gemma-3");
  }

  /// Whether it goes on where a last turn of its own stops. Newer ones refuse such a request.
  boolean goesOnFromItsOwnTurn() {
    return major < 3 || (major == 3 && minor <= 1);
  }

  boolean isPro() {
    return model.contains("pro");
  }

  boolean isLite() {
    return model.contains("lite");
  }
}
