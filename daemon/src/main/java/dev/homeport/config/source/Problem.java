package dev.homeport.config.source;

/// Something that is wrong with the configuration, or doubtful. It never holds a secret.
///
/// @param source where it is written: a file with line and column, a variable, the command line
/// @param place the dotted path of the setting, or nothing where it is the source as a whole
/// @param what what was wrong
/// @param right what would be right
public record Problem(String source, String place, String what, String right) {
  /// All of it in one line; a place that the source names already is not repeated.
  public String text() {
    String where = source.endsWith(place) ? source : source + ": " + place;
    return where + ": " + what + "; " + right;
  }

  @Override
  public String toString() {
    return text();
  }
}
