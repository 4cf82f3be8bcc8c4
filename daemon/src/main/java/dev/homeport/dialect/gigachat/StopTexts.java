package dev.homeport.dialect.gigachat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Ends an answer where it says a text that the client wants to end it, because GigaChat knows no
/// such texts. What may be the beginning of one is held back.
final class StopTexts {
  private final List<String> stops;
  private final int longest;
  private String held = "";
  private @Nullable String found;

  /// @param stops those of a request; empty ones end nothing
  StopTexts(List<String> stops) {
    this.stops = stops.stream().filter(stop -> !stop.isEmpty()).toList();
    this.longest = this.stops.stream().mapToInt(String::length).max().orElse(0);
  }

  /// What of the text can be told by now.
  String feed(String text) {
    if (found != null) {
      return "";
    }
    held += text;
    int end = held.length();
    for (String stop : stops) {
      int at = held.indexOf(stop);
      if (at >= 0 && at < end) {
        end = at;
        found = stop;
      }
    }
    if (found == null) {
      end -= begun();
    }
    String told = held.substring(0, end);
    held = found == null ? held.substring(end) : "";
    return told;
  }

  /// How many characters at the end may be the beginning of a text that ends the answer.
  private int begun() {
    for (int from = Math.max(0, held.length() - longest); from < held.length(); from++) {
      String end = held.substring(from);
      if (stops.stream().anyMatch(stop -> stop.startsWith(end))) {
        return end.length();
      }
    }
    return 0;
  }

  /// What was held back to the end.
  String rest() {
    String told = held;
    held = "";
    return told;
  }

  /// The text that ended the answer, if one did.
  @Nullable String found() {
    return found;
  }
}
