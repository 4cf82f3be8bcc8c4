package dev.homeport.dialect.openai.pass;

import dev.homeport.chat.Api;
import dev.homeport.chat.ChatRequest;
import dev.homeport.dialect.AnswerStamp;
import dev.homeport.wire.edit.JsonEdit;
import dev.homeport.wire.edit.JsonEditor;
import dev.homeport.wire.frame.Bytes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is changed in the objects of one answer, and what is looked at.
final class Changes {
  // What is looked at.
  static final int ROLE = 0;
  static final int CONTENT = 1;
  static final int CALLS = 8;
  static final int FINISH = 11;
  static final int USAGE = 12;
  static final int OTHER_USAGE = 13;
  static final int ERROR = 14;
  static final int CHOICE_ERROR = 15;
  static final int CHOICES = 16;

  // What may have to be done besides; together they are the number of an editor.
  static final int WITHOUT_USAGE = 1;
  static final int WITHOUT_ROLE = 2;
  static final int ENDED_BY_CALLS = 4;

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

  private static final String[][] SAID = {
    {"choices", "*", "delta", "content"},
    {"choices", "*", "delta", "reasoning"},
    {"choices", "*", "delta", "reasoning_content"},
    {"choices", "*", "delta", "refusal"},
    {"choices", "*", "text"},
  };

  private static final String[][] CALLED = {
    {"choices", "*", "delta", "tool_calls"},
    {"choices", "*", "delta", "function_call"},
    {"choices", "*", "message", "tool_calls"},
  };

  private final Map<String, String> ours;
  private final @Nullable JsonEditor[] editors = new @Nullable JsonEditor[8];

  Changes(ChatRequest request, AnswerStamp stamp) {
    String prefix = request.api() == Api.OPENAI_COMPLETIONS ? "cmpl-" : "chatcmpl-";
    this.ours =
        Map.of(
            "id", "\"" + prefix + stamp.id() + "\"",
            "created", Long.toString(stamp.created().getEpochSecond()),
            "model", new Bytes().quoted(request.model()).toString());
  }

  /// The editor that does all of it and this besides.
  JsonEditor editor(int how) {
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
    see(CONTENT, SAID, edit);
    see(CALLS, CALLED, edit);
    return edit.see(ROLE, "choices", "*", "delta", "role")
        .see(FINISH, "choices", "*", "finish_reason")
        .see(USAGE, "usage")
        .see(OTHER_USAGE, "x_groq", "usage")
        .see(ERROR, "error")
        .see(CHOICE_ERROR, "choices", "*", "error")
        .see(CHOICES, "choices")
        .build();
  }

  private static void see(int first, String[][] paths, JsonEdit.Builder edit) {
    for (int i = 0; i < paths.length; i++) {
      edit.see(first + i, paths[i]);
    }
  }
}
