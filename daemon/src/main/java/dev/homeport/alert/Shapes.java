package dev.homeport.alert;

import static dev.homeport.wire.JsonText.quoted;

import dev.homeport.config.door.AlertSettings;
import dev.homeport.config.value.Texts;
import org.jspecify.annotations.Nullable;

/// How a message looks to each kind of target.
///
/// @param instance which Homeport it is
/// @param role `daemon` or `router`
public record Shapes(String instance, String role) {
  /// The body of a request to that target.
  String body(AlertSettings target, Message message) {
    return switch (target.way()) {
      case WEBHOOK, NOTIFICATION -> generic(message);
      case SLACK -> "{\"text\":" + quoted(escaped(line(message))) + "}";
      case TELEGRAM -> telegram(target.chat(), message);
    };
  }

  private String generic(Message message) {
    return "{\"id\":"
        + quoted(message.id())
        + ",\"topic\":"
        + quoted(Texts.word(message.topic()))
        + ",\"subject\":"
        + quoted(message.subject())
        + ",\"state\":"
        + quoted(message.open() ? "open" : "over")
        + ",\"text\":"
        + quoted(message.text())
        + ",\"since\":"
        + quoted(message.since().toString())
        + ",\"homeport\":"
        + quoted(instance)
        + ",\"role\":"
        + quoted(role)
        + "}";
  }

  private String telegram(@Nullable String chat, Message message) {
    return "{\"chat_id\":"
        + quoted(chat == null ? "" : chat)
        + ",\"text\":"
        + quoted(line(message))
        + ",\"disable_web_page_preview\":true}";
  }

  /// A line that says where it comes from.
  String line(Message message) {
    return title() + ": " + (message.open() ? "" : "✓ ") + message.text();
  }

  /// Who speaks.
  String title() {
    return "Homeport " + role + " " + instance;
  }

  /// Slack takes these three for marks of its own, with which everybody in a channel can be called.
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
