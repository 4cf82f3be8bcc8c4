package dev.homeport.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// One turn of a conversation.
public sealed interface Turn {
  /// What the program tells the model.
  record Instruction(String text) implements Turn {}

  /// What the user says and shows.
  record User(String text, List<Picture> pictures) implements Turn {}

  /// What the model said.
  record Model(String thinking, String text, List<Called> calls) implements Turn {}

  /// What a tool gave back.
  ///
  /// @param id that of the call
  record Result(String id, String tool, String text) implements Turn {}

  /// A picture.
  record Picture(String mime, String base64) {}

  /// A tool that was called.
  record Called(String id, String tool, JsonNode arguments) {}

  /// A user's words.
  static User user(String text) {
    return new User(text, List.of());
  }

  /// A model's words.
  static Model model(String text) {
    return new Model("", text, List.of());
  }

  /// A model's calls.
  static Model calls(Called... calls) {
    return new Model("", "", List.of(calls));
  }

  /// A call.
  static Called call(String id, String tool, String arguments) {
    return new Called(id, tool, Nodes.read(arguments));
  }
}
