package dev.homeport.dialect.openai.pass;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.homeport.chat.Api;
import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Usage;
import dev.homeport.dialect.AnswerStamp;
import dev.homeport.dialect.openai.answer.Reading;
import dev.homeport.wire.edit.JsonEdit;
import dev.homeport.wire.edit.JsonEdit.Outcome;
import dev.homeport.wire.edit.JsonEditor;
import dev.homeport.wire.frame.Bytes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Passes an answer's objects on with our id, moment and name of the model, and without what is
/// nobody's business or breaks a client; and sees of each what tells how far the answer is.
final class Sieve {
  private static final int ROLE = 0;
  private static final int CONTENT = 1;
  private static final int CALLS = 8;
  private static final int FINISH = 10;
  private static final int USAGE = 11;
  private static final int OTHER_USAGE = 12;
  private static final int ERROR = 13;
  private static final int CHOICE_ERROR = 14;
  private static final int CHOICES = 15;
  private static final int WHOLE_CALLS = 16;

  /// What gives a provider away (wire.md G.51), or tells its prices. `error` is an end of its own,
  /// and where it is `null` one client throws all the same (clients.md 3).
  private static final String[][] DROPPED = {
    {"error"},
    {"system_fingerprint"},
    {"provider"},
    {"service_tier"},
    {"x_groq"},
    {"obfuscation"},
    {"choices", "*", "native_finish_reason"},
    {"usage", "cost"},
    {"usage", "cost_details"},
    {"usage", "is_byok"},
  };

  /// What else may have to be done to an object; together they are the number of an editor.
  private static final int WITHOUT_USAGE = 1;

  private static final int WITHOUT_ROLE = 2;
  private static final int ENDED_BY_CALLS = 4;

  private final Map<String, String> ours;
  private final Reading reading;
  private final boolean stream;
  private final boolean isText;
  private final boolean usageDropped;
  private final @Nullable JsonEditor[] editors = new @Nullable JsonEditor[8];

  private boolean roleSeen;
  private boolean content;
  private boolean calls;
  private boolean finished;
  private @Nullable Usage usage;

  // What was seen of the object that is passed right now.
  private boolean role;
  private boolean said;
  private boolean called;
  private String finish = "";
  private boolean error;
  private boolean choices;
  private @Nullable Usage counted;

  /// What became of an object.
  enum Fate {
    /// It was passed on.
    PASSED,
    /// It has only counts, and was passed on.
    COUNTS,
    /// It holds nothing for the client, and was not.
    DROPPED,
    /// It says that the answer failed, and was not.
    ERROR,
    /// It is none of an answer, and was not.
    GARBAGE
  }

  /// @param usageWanted whether the client wants to hear at the end of a stream what was used
  Sieve(ChatRequest request, AnswerStamp stamp, Reading reading, boolean usageWanted) {
    String prefix = request.api() == Api.OPENAI_COMPLETIONS ? "cmpl-" : "chatcmpl-";
    this.ours =
        Map.of(
            "id", "\"" + prefix + stamp.id() + "\"",
            "created", Long.toString(stamp.created().getEpochSecond()),
            "model", new Bytes().quoted(request.model()).toString());
    this.reading = reading;
    this.stream = request.stream();
    this.isText = request.api() == Api.OPENAI_COMPLETIONS;
    this.usageDropped = stream && !usageWanted;
  }

  /// Passes this on, if it is to be.
  Fate pass(byte[] json, int from, int count, Bytes out) {
    role = false;
    said = false;
    called = false;
    finish = "";
    error = false;
    choices = false;
    counted = null;
    int before = out.length();
    int how = (usageDropped ? WITHOUT_USAGE : 0) | (roleSeen ? WITHOUT_ROLE : 0);
    if (editor(how).apply(json, from, count, out, this::see) == Outcome.BROKEN) {
      return Fate.GARBAGE;
    }
    usage = counted == null ? usage : counted;
    if (error || finish.equals("error")) {
      out.keep(before);
      return Fate.ERROR;
    }
    if (!choices) {
      return alone(before, out);
    }
    int again = again(how);
    if (again != how) {
      out.keep(before);
      editor(again).apply(json, from, count, out);
    }
    roleSeen |= role;
    content |= said || called;
    calls |= called;
    finished |= !finish.isEmpty();
    return Fate.PASSED;
  }

  /// An object without a choice: what was used, or something that only its provider understands.
  private Fate alone(int before, Bytes out) {
    if (counted != null && !usageDropped) {
      return Fate.COUNTS;
    }
    out.keep(before);
    return Fate.DROPPED;
  }

  /// What else has to be done to this object, now that it was seen: counts beside a choice break a
  /// client (wire.md G.38), and an end by a call must say so (wire.md G.17).
  private int again(int how) {
    int again = how;
    if (counted != null && stream) {
      again |= WITHOUT_USAGE;
    }
    if (finish.equals("stop") && (calls || called)) {
      again |= ENDED_BY_CALLS;
    }
    return again;
  }

  private void see(int tag, byte[] bytes, int from, int count) {
    boolean text = bytes[from] == '"' && count > 2;
    switch (tag) {
      case ROLE -> role = text;
      case FINISH -> finish = text ? new String(bytes, from + 1, count - 2, UTF_8) : finish;
      case USAGE, OTHER_USAGE -> {
        Usage used = bytes[from] == '{' ? reading.counts(bytes, from, count) : null;
        counted = used == null ? counted : used;
      }
      case ERROR, CHOICE_ERROR -> error |= bytes[from] == '{' || text;
      case CHOICES -> choices = bytes[from] == '[' && count > 2;
      default -> {
        if (tag >= CALLS) {
          called |= count > 2 && (bytes[from] == '[' || bytes[from] == '{');
        } else {
          said |= text;
        }
      }
    }
  }

  private JsonEditor editor(int how) {
    JsonEditor editor = editors[how];
    if (editor == null) {
      editor = edit(how).plain();
      editors[how] = editor;
    }
    return editor;
  }

  private JsonEdit edit(int how) {
    var edit = JsonEdit.builder();
    ours.forEach((name, value) -> edit.set(value, name));
    for (String[] path : DROPPED) {
      edit.drop(path);
    }
    if ((how & WITHOUT_USAGE) != 0) {
      edit.drop("usage");
    }
    if ((how & WITHOUT_ROLE) != 0) {
      edit.drop("choices", "*", "delta", "role");
    }
    if ((how & ENDED_BY_CALLS) != 0) {
      edit.set("\"tool_calls\"", "choices", "*", "finish_reason");
    }
    return edit.see(ROLE, "choices", "*", "delta", "role")
        .see(CONTENT, "choices", "*", "delta", "content")
        .see(CONTENT + 1, "choices", "*", "delta", "reasoning")
        .see(CONTENT + 2, "choices", "*", "delta", "reasoning_content")
        .see(CONTENT + 3, "choices", "*", "delta", "refusal")
        .see(CONTENT + 4, "choices", "*", "text")
        .see(CALLS, "choices", "*", "delta", "tool_calls")
        .see(CALLS + 1, "choices", "*", "delta", "function_call")
        .see(WHOLE_CALLS, "choices", "*", "message", "tool_calls")
        .see(FINISH, "choices", "*", "finish_reason")
        .see(USAGE, "usage")
        .see(OTHER_USAGE, "x_groq", "usage")
        .see(ERROR, "error")
        .see(CHOICE_ERROR, "choices", "*", "error")
        .see(CHOICES, "choices")
        .build();
  }

  /// Whether the client still has to be told whose turn it is.
  boolean lacksRole() {
    return !roleSeen && !isText;
  }

  /// The client was told.
  void roleTold() {
    roleSeen = true;
  }

  /// Whether the client is to hear what was used.
  boolean wantsUsage() {
    return !usageDropped;
  }

  /// Whether something that the model made was.
  boolean hasContent() {
    return content;
  }

  /// Whether a reason to finish was.
  boolean isFinished() {
    return finished;
  }

  /// What was used, as far as it is known.
  @Nullable Usage usage() {
    return usage;
  }
}
