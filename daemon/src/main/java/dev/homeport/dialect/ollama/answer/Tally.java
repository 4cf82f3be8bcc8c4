package dev.homeport.dialect.ollama.answer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.chat.Finish;
import dev.homeport.chat.Piece;
import dev.homeport.chat.Usage;
import dev.homeport.dialect.CallArguments;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// What of an answer is told only at its end: its calls, whole, why it ended, what it took.
final class Tally {
  private final Moments moments;
  private final TreeMap<Integer, Begun> calls = new TreeMap<>();
  private Finish finish = Finish.STOP;
  private Usage usage = Usage.of(0, 0);
  private long firstNanos = -1;

  /// A call that is whole.
  record Call(String id, String tool, ObjectNode arguments) {}

  private record Begun(String id, String tool, StringBuilder arguments) {}

  /// What an answer took, in nanoseconds and tokens.
  record Took(long total, long prompt, long promptTokens, long answer, long answerTokens) {}

  Tally(Moments moments) {
    this.moments = moments;
  }

  void take(Piece piece) {
    if (firstNanos < 0 && piece.isContent()) {
      firstNanos = moments.elapsedNanos();
    }
    switch (piece) {
      case Piece.CallBegun(int index, String id, String tool) ->
          calls.put(index, new Begun(id, tool, new StringBuilder()));
      case Piece.CallGoesOn(int index, String fragment) -> {
        Begun begun = calls.get(index);
        if (begun != null) {
          begun.arguments().append(fragment);
        }
      }
      case Piece.Finished(Finish why, _) -> finish = why;
      case Piece.Counted(Usage counted) -> usage = counted;
      case Piece.Text _, Piece.Thought _, Piece.Refusal _, Piece.Chances _, Piece.Failed _ -> {}
    }
  }

  /// The calls in their order. One that was cut off by the length, and so is no object, is left
  /// out, as Ollama does it: the reason says that something is missing.
  List<Call> calls() {
    var whole = new ArrayList<Call>(calls.size());
    for (Begun call : calls.values()) {
      CallArguments.object(call.arguments().toString())
          .ifPresent(arguments -> whole.add(new Call(call.id(), call.tool(), arguments)));
    }
    return whole;
  }

  /// A call has no reason of its own here, nor has a filter.
  String reason() {
    return switch (finish) {
      case LENGTH -> "length";
      case STOP, CALLS, FILTERED -> "stop";
    };
  }

  /// Until the first of the content it was the prompt, from then on the answer.
  Took took() {
    long total = moments.elapsedNanos();
    long prompt = firstNanos < 0 ? total : Math.min(firstNanos, total);
    return new Took(total, prompt, usage.prompt(), total - prompt, usage.answer());
  }
}
