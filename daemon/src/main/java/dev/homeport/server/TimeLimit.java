package dev.homeport.server;

import dev.homeport.config.value.Amounts;
import dev.homeport.config.value.One;
import dev.homeport.wire.JsonText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

/// How long a client wants to wait for a whole answer, as the header `Homeport-Timeout` says it.
/// Pure.
sealed interface TimeLimit {
  /// The time, where there is one.
  @Nullable Duration time();

  /// What is wrong with the header, and what would be right.
  default Optional<String> wrong() {
    return this instanceof Wrong(String text) ? Optional.of(text) : Optional.empty();
  }

  /// The header.
  String HEADER = "Homeport-Timeout";

  /// It says nothing about that.
  record None() implements TimeLimit {
    @Override
    public @Nullable Duration time() {
      return null;
    }
  }

  /// So long.
  record Of(Duration time) implements TimeLimit {}

  /// What it says is no time.
  ///
  /// @param text the value, and what would be right
  record Wrong(String text) implements TimeLimit {
    @Override
    public @Nullable Duration time() {
      return null;
    }
  }

  /// A day is more than anybody waits.
  One<Duration> TIME = Amounts.seconds(Duration.ofMillis(1), Duration.ofDays(1));

  /// No text of a client is said again at any length.
  int LONGEST = 40;

  /// Reads it of a request's headers.
  static TimeLimit of(HttpFields headers) {
    return of(headers.getValuesList(HEADER));
  }

  /// Reads the values that came under that name.
  static TimeLimit of(List<String> values) {
    if (values.isEmpty()) {
      return new None();
    }
    String text = String.join(", ", values).strip();
    return switch (TIME.judge(text)) {
      case One.Judged.Right<Duration>(Duration time) -> new Of(time);
      case One.Judged.Wrong<Duration>(String why, _) ->
          new Wrong(
              HEADER
                  + " "
                  + quoted(text)
                  + " "
                  + why
                  + "; write a time from 1ms to 1d, such as 30s, 1500ms or plain seconds, as 12 or"
                  + " 2.5");
    };
  }

  private static String quoted(String text) {
    return JsonText.quoted(text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…");
  }
}
