package dev.homeport.chat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One turn of a conversation.
public sealed interface Message {
  /// What it consists of.
  List<Part> parts();

  /// Instructions of the program, be the role called `system` or `developer`.
  record Instruction(String text) implements Message {
    @Override
    public List<Part> parts() {
      return List.of(new Part.Text(text));
    }
  }

  /// What the user says and shows.
  record User(List<Part> parts) implements Message {
    /// A user who only says something.
    public static User saying(String text) {
      return new User(List.of(new Part.Text(text)));
    }
  }

  /// What the model said: thoughts, text and calls, in this order as they came.
  record Assistant(List<Part> parts) implements Message {
    /// A model that only said something.
    public static Assistant saying(String text) {
      return new Assistant(List.of(new Part.Text(text)));
    }
  }

  /// What a tool gave back.
  ///
  /// @param call the id of the call; empty where the client's API has none
  /// @param tool the name of the tool, found in the history where the client did not say it
  record Result(String call, @Nullable String tool, List<Part> parts, boolean failed)
      implements Message {}

  /// The texts of it, one after the other.
  default String text() {
    List<Part> parts = parts();
    if (parts.size() == 1 && parts.getFirst() instanceof Part.Text(String only)) {
      return only;
    }
    var text = new StringBuilder();
    for (Part part : parts) {
      if (part instanceof Part.Text(String said)) {
        text.append(said);
      }
    }
    return text.toString();
  }

  /// The parts of one kind.
  default <T extends Part> List<T> all(Class<T> kind) {
    return parts().stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
