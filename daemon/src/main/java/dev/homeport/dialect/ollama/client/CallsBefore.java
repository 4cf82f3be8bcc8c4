package dev.homeport.dialect.ollama.client;

import dev.homeport.chat.Part;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The calls of a conversation so far, so that a result finds its own: clients of this API name the
/// call, or the tool, or neither.
final class CallsBefore {
  private final List<Open> calls = new ArrayList<>();

  /// The call that a result is of.
  record Answered(String id, @Nullable String tool) {}

  private static final class Open {
    private final Part.Call call;
    private boolean answered;

    private Open(Part.Call call) {
      this.call = call;
    }
  }

  void add(Part.Call call) {
    calls.add(new Open(call));
  }

  /// A result that says this of its call; empty is not said. With an id it is the last call of that
  /// id (wire.md G.20), else the first that is still open, of that tool where it is named.
  Answered answer(String id, String tool) {
    if (!id.isEmpty()) {
      for (Open open : calls.reversed()) {
        if (open.call.id().equals(id)) {
          open.answered = true;
          return new Answered(id, tool.isEmpty() ? open.call.tool() : tool);
        }
      }
      return new Answered(id, tool.isEmpty() ? null : tool);
    }
    for (Open open : calls) {
      if (!open.answered && (tool.isEmpty() || open.call.tool().equals(tool))) {
        open.answered = true;
        return new Answered(open.call.id(), open.call.tool());
      }
    }
    return new Answered("", tool.isEmpty() ? null : tool);
  }
}
