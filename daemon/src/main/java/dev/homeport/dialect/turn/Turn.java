package dev.homeport.dialect.turn;

import dev.homeport.chat.Message;
import dev.homeport.chat.Part;
import java.util.List;

/// What one side said until the other began.
public sealed interface Turn {
  /// What a user stands for who said nothing: strict providers refuse an empty turn, and leaving it
  /// out would put two turns of the model together.
  Part.Text BLANK = new Part.Text(" ");

  /// The user's; never empty, and no text in it is.
  record User(List<Part> parts) implements Turn {}

  /// The model's: texts and calls in their order.
  ///
  /// @param results one for each call, in the order of the calls
  record Model(List<Part> parts, List<Message.Result> results) implements Turn {
    /// The calls, in their order.
    public List<Part.Call> calls() {
      return parts.stream().filter(Part.Call.class::isInstance).map(Part.Call.class::cast).toList();
    }

    /// All that was said in words.
    public String text() {
      return new Message.Assistant(parts).text();
    }
  }
}
