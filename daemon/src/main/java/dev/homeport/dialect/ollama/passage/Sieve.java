package dev.homeport.dialect.ollama.passage;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.homeport.chat.Usage;
import dev.homeport.wire.edit.JsonEdit;
import dev.homeport.wire.edit.JsonEdit.Outcome;
import dev.homeport.wire.edit.JsonEditor;
import dev.homeport.wire.frame.Bytes;
import org.jspecify.annotations.Nullable;

/// Passes the objects of an answer on with the client's name for the model and without the
/// provider's, and sees of them what tells how far the answer is.
final class Sieve {
  private static final int WORDS = 0;
  private static final int CALLS = 1;
  private static final int DONE = 2;
  private static final int PROMPT = 3;
  private static final int ANSWER = 4;
  private static final int ERROR = 5;
  private static final int THOUGHTS = 6;
  private static final int RESPONSE = 7;
  private static final int MORE_THOUGHTS = 8;

  private static final JsonEdit EDIT =
      JsonEdit.builder()
          .replace("model")
          .drop("remote_model")
          .drop("remote_host")
          .see(WORDS, "message", "content")
          .see(THOUGHTS, "message", "thinking")
          .see(CALLS, "message", "tool_calls")
          .see(RESPONSE, "response")
          .see(MORE_THOUGHTS, "thinking")
          .see(DONE, "done")
          .see(PROMPT, "prompt_eval_count")
          .see(ANSWER, "eval_count")
          .see(ERROR, "error")
          .build();

  private final JsonEditor editor;
  private final JsonEdit.Seen seen = this::see;
  private boolean content;
  private long made;
  private boolean done;
  private boolean error;
  private long prompt;
  private long answer;

  /// What became of an object.
  enum Fate {
    /// It was passed on.
    PASSED,
    /// It says that the answer failed, and was not.
    ERROR,
    /// It is none, and was not.
    GARBAGE
  }

  /// @param model the client's name for it
  Sieve(String model) {
    editor = EDIT.with(model);
  }

  /// Passes this on, if it is to be.
  Fate pass(byte[] json, int from, int count, Bytes out) {
    int before = out.length();
    error = false;
    content = false;
    Outcome outcome = editor.apply(json, from, count, out, seen);
    if (outcome == Outcome.BROKEN || !isObject(json, from, count) || error) {
      out.keep(before);
      return error ? Fate.ERROR : Fate.GARBAGE;
    }
    made += content ? 1 : 0;
    return Fate.PASSED;
  }

  private static boolean isObject(byte[] json, int from, int count) {
    int at = from;
    while (at < from + count && json[at] <= ' ') {
      at++;
    }
    return at < from + count && json[at] == '{';
  }

  private void see(int tag, byte[] bytes, int from, int count) {
    switch (tag) {
      case WORDS, RESPONSE, THOUGHTS, MORE_THOUGHTS -> content |= bytes[from] == '"' && count > 2;
      case CALLS -> content |= bytes[from] == '[' && count > 2;
      case DONE -> done = bytes[from] == 't';
      case PROMPT -> prompt = number(bytes, from, count);
      case ANSWER -> answer = number(bytes, from, count);
      case ERROR -> error |= bytes[from] != 'n';
      default -> throw new IllegalStateException("nobody asked for " + tag);
    }
  }

  private static long number(byte[] bytes, int from, int count) {
    try {
      return Math.max(0, Long.parseLong(new String(bytes, from, count, US_ASCII)));
    } catch (NumberFormatException _) {
      return 0;
    }
  }

  /// How many objects have passed with something in them that the model made.
  long made() {
    return made;
  }

  /// Whether the last one has passed.
  boolean isDone() {
    return done;
  }

  /// What was used, once the last one has passed: what it does not count is zero.
  @Nullable Usage usage() {
    return done ? Usage.of(prompt, answer) : null;
  }
}
