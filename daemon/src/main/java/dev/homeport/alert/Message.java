package dev.homeport.alert;

import dev.homeport.config.door.AlertSettings.Topic;
import java.time.Instant;
import java.util.Set;

/// One thing to tell people. Nothing in it is a secret.
///
/// @param id the same for the beginning, the reminders and the end of one case
/// @param topics who asks for any of them is told; the first is what it is about
/// @param open whether it lasts, or is over
record Message(
    String id,
    Topic topic,
    Set<Topic> topics,
    String subject,
    boolean open,
    String text,
    Instant since) {
  private static final int LONGEST = 1000;

  Message {
    topics = Set.copyOf(topics);
    subject = plain(subject);
    text = plain(text);
  }

  /// In one line, and not for ever: some of it is what others said.
  private static String plain(String text) {
    var out = new StringBuilder();
    text.codePoints()
        .limit(LONGEST)
        .map(c -> Character.isISOControl(c) || isMark(c) ? ' ' : c)
        .forEach(out::appendCodePoint);
    return text.codePointCount(0, text.length()) > LONGEST ? out + "…" : out.toString();
  }

  /// Line ends, marks that turn the direction of a text, and halves of characters.
  private static boolean isMark(int c) {
    return switch (Character.getType(c)) {
      case Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.FORMAT,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }
}
