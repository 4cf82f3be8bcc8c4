package dev.homeport.tunnel.outside;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// An answer over HTTP, as far as it came.
///
/// @param fields the lines of its head, as they came
/// @param end how its body ended
record Answer(int status, List<String> fields, String body, End end) {
  /// How a body ends.
  enum End {
    /// With all that was promised.
    WHOLE,
    /// Before that.
    CUT,
    /// Nobody knows: it was longer than we read.
    UNREAD
  }

  /// Copies the list.
  Answer {
    fields = List.copyOf(fields);
  }

  /// The first value under that name.
  @Nullable String field(String name) {
    return valueIn(fields, name);
  }

  static @Nullable String valueIn(List<String> fields, String name) {
    String begin = name.toLowerCase(Locale.ROOT) + ":";
    for (String each : fields) {
      if (each.toLowerCase(Locale.ROOT).startsWith(begin)) {
        return each.substring(begin.length()).strip();
      }
    }
    return null;
  }
}
