package dev.homeport.server.admin;

import dev.homeport.wire.JsonFields;
import dev.homeport.wire.JsonText;

/// What is said to an order.
public sealed interface Reply {
  /// A page.
  ///
  /// @param type the type of its content
  record Shown(String type, String text) implements Reply {}

  /// No, and why.
  ///
  /// @param cause in a few words, for the journal
  record Refused(int status, String text, String cause) implements Reply {}

  /// An object.
  static Reply of(JsonFields page) {
    return json(page.toString());
  }

  /// JSON.
  static Reply json(String text) {
    return new Shown("application/json; charset=utf-8", text);
  }

  /// It is no order.
  static Reply bad(String text) {
    return new Refused(400, text, "bad order");
  }

  /// The text of a client as it stands in a sentence: never at any length.
  static String quoted(String text) {
    int longest = 100;
    return JsonText.quoted(text.length() <= longest ? text : text.substring(0, longest) + "…");
  }
}
