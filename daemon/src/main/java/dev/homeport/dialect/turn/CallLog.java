package dev.homeport.dialect.turn;

import dev.homeport.chat.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The calls of a conversation so far, to which results are joined: some name the call, some the
/// tool, some neither.
public final class CallLog {
  /// Oldest first.
  private final List<Asked> asked = new ArrayList<>();

  private static final class Asked {
    final Part.Call call;
    boolean answered;

    Asked(Part.Call call) {
      this.call = call;
    }
  }

  /// A tool was called.
  public void called(Part.Call call) {
    asked.add(new Asked(call));
  }

  /// The call that a result belongs to: the latest of its id (wire.md G.20), or where it has none
  /// the first one without a result, of its tool where that is said.
  public Part.@Nullable Call answered(String id, @Nullable String tool) {
    Asked found =
        id.isEmpty()
            ? first(
                asked, each -> !each.answered && (tool == null || tool.equals(each.call.tool())))
            : first(asked.reversed(), each -> each.call.id().equals(id));
    if (found == null) {
      return null;
    }
    found.answered = true;
    return found.call;
  }

  private static @Nullable Asked first(List<Asked> calls, Predicate<Asked> which) {
    for (Asked each : calls) {
      if (which.test(each)) {
        return each;
      }
    }
    return null;
  }
}
