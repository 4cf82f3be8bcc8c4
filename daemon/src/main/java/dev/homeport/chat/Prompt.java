package dev.homeport.chat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the model shall go on from.
public sealed interface Prompt {
  /// A conversation so far.
  record Conversation(List<Message> messages) implements Prompt {}

  /// A text to continue.
  ///
  /// @param system what stands before it
  /// @param suffix what comes after the gap to fill in
  /// @param raw whether it goes to the model without a template
  /// @param local what only the engine that made it understands: a template or an old context
  record Plain(
      String text,
      @Nullable String system,
      List<Part.Picture> pictures,
      @Nullable String suffix,
      boolean raw,
      boolean local)
      implements Prompt {}

  /// The same as a conversation: a text to continue is what a user says.
  default List<Message> messages() {
    return switch (this) {
      case Conversation(var messages) -> messages;
      case Plain(String text, String system, var pictures, _, _, _) -> {
        var messages = new ArrayList<Message>(2);
        if (system != null && !system.isEmpty()) {
          messages.add(new Message.Instruction(system));
        }
        var parts = new ArrayList<Part>(pictures.size() + 1);
        parts.add(new Part.Text(text));
        parts.addAll(pictures);
        messages.add(new Message.User(parts));
        yield List.copyOf(messages);
      }
    };
  }

  /// Whether a part of this kind is in it.
  default boolean has(Class<? extends Part> kind) {
    return messages().stream().flatMap(m -> m.parts().stream()).anyMatch(kind::isInstance);
  }

  /// Its size in bytes of text.
  default long weight() {
    long bytes = 0;
    for (Message message : messages()) {
      for (Part part : message.parts()) {
        bytes += part.weight();
      }
    }
    return bytes;
  }
}
