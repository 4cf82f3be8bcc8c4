package dev.homeport.server;

import dev.homeport.wire.JsonText;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;

/// Whether somebody else may answer where the first who is asked cannot, as the header
/// `Homeport-Fallback` of a request says it. A word that is not understood is never taken for
/// leave: whoever writes `no` does not want the question in a cloud. Pure.
sealed interface Company {
  /// What is wrong with the header, and what would be right.
  default Optional<String> wrong() {
    return this instanceof Wrong(String text) ? Optional.of(text) : Optional.empty();
  }

  /// The header.
  String HEADER = "Homeport-Fallback";

  /// No text of a client is said again at any length.
  int LONGEST = 40;

  /// Whoever can may answer.
  record Welcome() implements Company {}

  /// The first alone.
  record Never() implements Company {}

  /// What it says is neither.
  ///
  /// @param text the value, and what would be right
  record Wrong(String text) implements Company {}

  /// Reads it of a request's headers.
  static Company of(HttpFields headers) {
    return of(headers.getValuesList(HEADER));
  }

  /// Reads the values that came under that name.
  static Company of(List<String> values) {
    String text = String.join(", ", values).strip();
    if (text.isEmpty() || text.equalsIgnoreCase("auto")) {
      return new Welcome();
    }
    if (text.equalsIgnoreCase("never")) {
      return new Never();
    }
    String said = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    return new Wrong(
        HEADER
            + " "
            + JsonText.quoted(said)
            + " is not understood; write never where nobody else may answer, or leave it out");
  }
}
