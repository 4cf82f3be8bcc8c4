package dev.homeport.access.body;

import dev.homeport.access.body.Judged.Refused;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a body was found to ask for.
///
/// @param models every name that Ollama might go by; the first is the one it answers for
/// @param streaming whether the answer streams
/// @param keepAlive what becomes of the model afterwards, where the body says so
/// @param keepAliveSaid how it says so
/// @param debug whether it wants to see the rendered prompt instead of an answer
/// @param webTool the type of a tool with which Ollama itself would search the web, if one is
///   offered
/// @param loading the options with which Ollama would load the model anew, and their values
/// @param idle whether there is nothing to answer
record Asked(
    List<String> models,
    boolean streaming,
    @Nullable KeepAlive keepAlive,
    String keepAliveSaid,
    boolean debug,
    @Nullable String webTool,
    Map<String, String> loading,
    boolean idle) {
  /// What reads a body of one shape.
  interface Reading {
    /// A piece of it, which is not kept.
    void feed(byte[] piece, int offset, int length);

    /// What it asks for, once it has all come.
    Asked asked();

    /// Why it cannot be read, where it cannot.
    @Nullable Refused problem();
  }

  /// What a body asks for that says nothing.
  static Asked nothing(boolean streaming) {
    return named(List.of(), streaming);
  }

  /// What a body asks for that names a model and no more.
  static Asked named(List<String> models, boolean streaming) {
    return new Asked(models, streaming, null, "", false, null, Map.of(), false);
  }
}
