package dev.homeport.wire;

import org.jspecify.annotations.Nullable;

/// Watches an answer that is one JSON object, or one on each line; the last of them counts.
///
/// It knows where in an object it is, so nothing that a model says or a tool is given can be taken
/// for the end.
final class JsonEnd implements AnswerEnd, JsonScanner.Listener {
  /// What the member of the outermost object is that goes by.
  private enum Member {
    DONE,
    ERROR,
    CHOICES,
    STOP_REASON,
    USAGE,
    OUTPUT,
    PROMPT,
    ANSWER,
    OTHER
  }

  private static final int NAME = 20;

  private final EndRule rule;
  private final JsonScanner scanner = new JsonScanner(this, true);

  private Member member = Member.OTHER;

  /// Whether the innermost name seen is one of those that count inside of the member.
  private boolean counts;

  private @Nullable Boolean done;
  private boolean failed;
  private boolean stopped;
  private int choices;
  private int finished;

  /// Whether any token was counted, and whether there is any output.
  private boolean counted;

  private boolean spoken;

  /// Whether the number that comes is one of the prompt's tokens.
  private boolean ofPrompt;

  /// The tokens that it says it took, negative where it does not.
  private long prompt = -1;

  private long answer = -1;

  /// How many objects have begun.
  private long pieces;

  JsonEnd(EndRule rule) {
    this.rule = rule;
  }

  @Override
  public void saw(byte[] piece, int offset, int length) {
    scanner.feed(piece, offset, length);
  }

  @Override
  public long prompt() {
    return prompt;
  }

  @Override
  public long answer() {
    return answer;
  }

  @Override
  public long pieces() {
    return pieces;
  }

  @Override
  public @Nullable String missing() {
    if (scanner.problem() != null) {
      return "the answer is not JSON";
    }
    if (!scanner.isComplete()) {
      return "the answer ended inside of an object";
    }
    if (done != null || rule == EndRule.OLLAMA) {
      return Boolean.TRUE.equals(done)
          ? null
          : failed ? "an error line came instead of \"done\":true" : "no \"done\":true came";
    }
    return switch (rule) {
      case OPENAI -> finished == choices && choices > 0 ? null : "a choice has no finish_reason";
      case MESSAGES -> stopped ? null : "the message has no stop_reason";
      // Without a prompt, Ollama only loads the model and counts nothing; it says nothing then.
      case RESPONSES -> counted || !spoken ? null : "there is output, but nothing was counted";
      case OLLAMA, NONE -> null;
    };
  }

  @Override
  public int keeps(int depth, boolean name) {
    return name && (depth == 1 || isInside(depth)) ? NAME : counts || depth == 1 ? 1 : 0;
  }

  @Override
  public void begin(int depth, boolean object) {
    if (depth == 0) {
      done = null;
      failed = false;
      stopped = false;
      choices = 0;
      finished = 0;
      counted = false;
      spoken = false;
      prompt = -1;
      answer = -1;
      pieces++;
      member = Member.OTHER;
    } else if (depth == 2 && object && member == Member.CHOICES) {
      choices++;
    }
    counts = false;
  }

  @Override
  public void name(int depth, JsonString name) {
    if (depth == 1) {
      member = memberOf(name);
      counts = member == Member.STOP_REASON;
      failed |= member == Member.ERROR;
    } else {
      counts = isInside(depth) && isCounted(name);
      ofPrompt = counts && member == Member.USAGE && isOfPrompt(name);
    }
  }

  private static boolean isOfPrompt(JsonString name) {
    return name.is("input_tokens") || name.is("prompt_tokens");
  }

  private static Member memberOf(JsonString name) {
    return switch (name.length()) {
      case 4 -> name.is("done") ? Member.DONE : Member.OTHER;
      case 5 -> name.is("error") ? Member.ERROR : name.is("usage") ? Member.USAGE : Member.OTHER;
      case 6 -> name.is("output") ? Member.OUTPUT : Member.OTHER;
      case 7 -> name.is("choices") ? Member.CHOICES : Member.OTHER;
      case 10 -> name.is("eval_count") ? Member.ANSWER : Member.OTHER;
      case 11 -> name.is("stop_reason") ? Member.STOP_REASON : Member.OTHER;
      case 17 -> name.is("prompt_eval_count") ? Member.PROMPT : Member.OTHER;
      default -> Member.OTHER;
    };
  }

  private boolean isInside(int depth) {
    return switch (member) {
      case CHOICES -> depth == 3;
      case USAGE -> depth == 2;
      case OUTPUT -> depth > 2;
      case DONE, ERROR, STOP_REASON, PROMPT, ANSWER, OTHER -> false;
    };
  }

  private boolean isCounted(JsonString name) {
    return switch (member) {
      case CHOICES -> name.is("finish_reason");
      case USAGE -> isOfPrompt(name) || name.is("output_tokens") || name.is("completion_tokens");
      case OUTPUT -> name.is("text") || name.is("call_id");
      case DONE, ERROR, STOP_REASON, PROMPT, ANSWER, OTHER -> false;
    };
  }

  @Override
  public void string(int depth, JsonString value) {
    if (counts && !value.isEmpty()) {
      stopped |= member == Member.STOP_REASON;
      finished += member == Member.CHOICES ? 1 : 0;
      spoken |= member == Member.OUTPUT;
    }
    counts = false;
  }

  @Override
  public void number(int depth, JsonString value) {
    boolean usage = counts && member == Member.USAGE;
    counted |= usage && !value.is("0");
    if (usage ? ofPrompt : depth == 1 && member == Member.PROMPT) {
      prompt = tokens(value);
    } else if (usage || (depth == 1 && member == Member.ANSWER)) {
      answer = tokens(value);
    }
    counts = false;
  }

  /// A number of tokens; negative where it is none that anybody could have used.
  private static long tokens(JsonString value) {
    int most = 12;
    String text = value.length() <= most ? value.toString() : "";
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')
        ? Long.parseLong(text)
        : -1;
  }

  @Override
  public void literal(int depth, char first) {
    if (depth == 1 && member == Member.DONE) {
      done = first == 't';
    }
    counts = false;
  }
}
