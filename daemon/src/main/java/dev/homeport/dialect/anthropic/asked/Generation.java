package dev.homeport.dialect.anthropic.asked;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How new a Claude is, as its name tells: each generation takes some parameters differently.
/// Models of others behind the same API count as old, because it is the older ways that they
/// copied.
record Generation(int major, int minor) {
  private static final Pattern NAME =
      Pattern.compile("claude-[a-z]+-(\\d{1,2})(?!\\d)(?:[-.](\\d{1,2})(?!\\d))?");

  static Generation of(String model) {
    Matcher name = NAME.matcher(model);
    if (!name.find()) {
      return new Generation(0, 0);
    }
    String minor = name.group(2);
    return new Generation(
        Integer.parseInt(name.group(1)), minor == null ? 0 : Integer.parseInt(minor));
  }

  /// Whether it decides itself how much to think, and refuses a budget or soon will.
  boolean thinksAsItLikes() {
    return isAtLeast(4, 6);
  }

  /// Whether it keeps its thoughts to itself unless it is asked to show them.
  boolean hidesThoughts() {
    return isAtLeast(4, 7);
  }

  /// Whether it refuses to be told how to choose its tokens.
  boolean choosesTokensAsItLikes() {
    return isAtLeast(4, 7);
  }

  /// Whether it refuses a temperature and a `top_p` in one request.
  boolean takesOneOfTemperatureAndTopP() {
    return isAtLeast(4, 1);
  }

  private boolean isAtLeast(int wantedMajor, int wantedMinor) {
    return major > wantedMajor || (major == wantedMajor && minor >= wantedMinor);
  }
}
