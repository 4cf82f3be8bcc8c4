package dev.homeport.dialect.turn;

import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Message;
import dev.homeport.chat.Part;
import dev.homeport.chat.Prompt;
import dev.homeport.chat.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Puts a conversation in order for providers that are strict about it (wire.md G.18, G.20, G.34).
///
/// The user begins, and turns of one side that follow each other become one. A result goes to the
/// nearest call before it that it fits and that has none yet; one that fits none is told by the
/// user, and a call that got none gets one that says so. What the model thought is left out, and so
/// is a turn of the model with nothing in it. Instructions are no turns: wherever they stand, they
/// are one (wire.md G.33).
public final class Turns {
  /// What stands between the texts of two messages that become one.
  private static final String BETWEEN = "\n";

  private static final String NO_RESULT = "there is no result of this call";

  private final List<Draft> drafts = new ArrayList<>();

  private Turns() {}

  /// The turns of a conversation.
  public static List<Turn> of(List<Message> messages) {
    var turns = new Turns();
    for (Message message : messages) {
      turns.add(message);
    }
    if (turns.drafts.isEmpty() || turns.drafts.getFirst().ofModel) {
      turns.drafts.addFirst(new Draft(false));
    }
    return turns.drafts.stream().map(Draft::turn).toList();
  }

  /// What all instructions of a conversation say, in their order; empty where there are none.
  public static String instructions(List<Message> messages) {
    var texts = new ArrayList<String>();
    for (Message message : messages) {
      if (message instanceof Message.Instruction(String text) && !text.isEmpty()) {
        texts.add(text);
      }
    }
    return String.join("\n\n", texts);
  }

  /// What strict providers cannot be told of a request; nothing where they can be told all.
  public static @Nullable String lacks(ChatRequest request) {
    List<String> names = request.tooling().tools().stream().map(Tool::name).toList();
    if (Set.copyOf(names).size() < names.size()) {
      return "several tools of one name";
    }
    if (!(request.prompt() instanceof Prompt.Plain plain)) {
      return null;
    }
    if (plain.suffix() != null) {
      return "filling in before a suffix";
    }
    return plain.raw() || plain.local() ? "a prompt for one engine only" : null;
  }

  private void add(Message message) {
    switch (message) {
      case Message.Instruction _ -> {}
      case Message.User(var parts) -> {
        Draft draft = user();
        parts.forEach(draft::say);
      }
      case Message.Assistant(var parts) -> {
        var said = parts.stream().filter(Turns::isSaid).toList();
        if (!said.isEmpty()) {
          Draft draft = model();
          said.forEach(draft::say);
        }
      }
      case Message.Result result -> {
        if (!isTaken(result)) {
          String tool = result.tool() == null ? "a tool" : "the tool " + result.tool();
          Draft draft = user();
          draft.say(new Part.Text("Result of " + tool + ": " + result.text()));
          result.all(Part.Picture.class).forEach(draft::say);
        }
      }
    }
  }

  private static boolean isSaid(Part part) {
    return switch (part) {
      case Part.Text(String text) -> !text.isEmpty();
      case Part.Call _ -> true;
      case Part.Thought _, Part.Picture _, Part.Sound _ -> false;
    };
  }

  private Draft user() {
    return drafts.isEmpty() || drafts.getLast().ofModel
        ? begun(new Draft(false))
        : drafts.getLast().goingOn();
  }

  private Draft model() {
    return drafts.isEmpty() || !drafts.getLast().ofModel || !drafts.getLast().calls.isEmpty()
        ? begun(new Draft(true))
        : drafts.getLast().goingOn();
  }

  private Draft begun(Draft draft) {
    drafts.add(draft);
    return draft;
  }

  private boolean isTaken(Message.Result result) {
    for (Draft draft : drafts.reversed()) {
      for (int i = 0; i < draft.calls.size(); i++) {
        if (draft.results.get(i) == null && fits(draft.calls.get(i), result)) {
          draft.results.set(i, result);
          return true;
        }
      }
    }
    return false;
  }

  private static boolean fits(Part.Call call, Message.Result result) {
    if (!call.id().isEmpty() && !result.call().isEmpty()) {
      return call.id().equals(result.call());
    }
    return result.tool() == null || call.tool().equals(result.tool());
  }

  /// A turn to which more may come.
  private static final class Draft {
    private final boolean ofModel;
    private final List<Part> parts = new ArrayList<>();
    private final List<Part.Call> calls = new ArrayList<>();
    private final List<Message.@Nullable Result> results = new ArrayList<>();

    /// Whether another message begins with the next part.
    private boolean anew;

    Draft(boolean ofModel) {
      this.ofModel = ofModel;
    }

    Draft goingOn() {
      anew = true;
      return this;
    }

    void say(Part part) {
      if (part instanceof Part.Text(String text)) {
        if (text.isEmpty()) {
          return;
        }
        if (anew && !parts.isEmpty() && parts.getLast() instanceof Part.Text(String before)) {
          parts.removeLast();
          parts.add(new Part.Text(before + BETWEEN + text));
          anew = false;
          return;
        }
      }
      anew = false;
      parts.add(part);
      if (part instanceof Part.Call call) {
        calls.add(call);
        results.add(null);
      }
    }

    Turn turn() {
      if (!ofModel) {
        return new Turn.User(parts.isEmpty() ? List.of(Turn.BLANK) : List.copyOf(parts));
      }
      var whole = new ArrayList<Message.Result>();
      for (int i = 0; i < calls.size(); i++) {
        whole.add(Objects.requireNonNullElse(results.get(i), none(calls.get(i))));
      }
      return new Turn.Model(List.copyOf(parts), whole);
    }

    private static Message.Result none(Part.Call call) {
      List<Part> says = List.of(new Part.Text(NO_RESULT));
      return new Message.Result(call.id(), call.tool(), says, true);
    }
  }
}
