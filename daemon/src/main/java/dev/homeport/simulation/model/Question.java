package dev.homeport.simulation.model;

import dev.homeport.wire.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a model is asked, in whatever dialect it came.
///
/// @param prompt what the user said last
/// @param promptLength how many characters it has to read altogether
/// @param tools the tools it may call
/// @param thinks whether it shall think first
/// @param json whether the answer has to be JSON
/// @param schema what that JSON has to look like, empty where nothing was said
/// @param most how many tokens the answer may have, negative for as many as it takes
/// @param stops where the answer ends at the latest
public record Question(
    String prompt,
    long promptLength,
    List<Tool> tools,
    boolean thinks,
    boolean json,
    JsonObject schema,
    long most,
    List<String> stops) {
  /// Something that a model may ask the client to do.
  public record Tool(String name, @Nullable String description, JsonObject parameters) {}

  /// How many tokens the prompt has, about.
  public long promptTokens() {
    return promptLength / 4 + 1;
  }
}
