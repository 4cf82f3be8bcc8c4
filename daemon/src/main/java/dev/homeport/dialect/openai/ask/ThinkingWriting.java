package dev.homeport.dialect.openai.ask;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.chat.Reasoning;
import dev.homeport.dialect.openai.preset.Quirk;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How much a model is to think, in each provider's own vocabulary (wire.md G.28).
///
/// A wish that the model could refuse, and that changes nothing when it is not said, is not said:
/// not to think, where only `reasoning_effort` could say it.
record ThinkingWriting(@Nullable Reasoning wish, String model, Set<Quirk> quirks) {
  /// OpenAI's models that think. The ones made for conversations do not.
  private static final Pattern THINKER = Pattern.compile("(?:.*/)?(?:o\\d|gpt-[5-9])(?!.*chat).*");

  /// Those of them that can be told not to.
  private static final Pattern CAN_STOP = Pattern.compile("(?:.*/)?gpt-(?:5\\.|[6-9]).*");

  private static final Pattern KNOWS_MINIMAL = Pattern.compile("(?:.*/)?gpt-5(?!\\.).*");

  /// Up to how many tokens of thinking an effort is low, or medium.
  private static final int LOW = 2_048;

  private static final int MEDIUM = 8_192;

  /// Whether the model thinks and therefore refuses to have its tokens chosen.
  boolean refusesSampling() {
    return has(Quirk.THINKERS_BY_NAME) && THINKER.matcher(model).matches();
  }

  void write(ObjectNode body) {
    Reasoning said = wish;
    if (said == null) {
      return;
    }
    if (has(Quirk.REASONING_OBJECT)) {
      object(said, body.putObject("reasoning"));
      return;
    }
    if (has(Quirk.THINKING_SWITCH)) {
      body.putObject("thinking").put("type", said.on() ? "enabled" : "disabled");
    }
    if (has(Quirk.TEMPLATE_SWITCH)) {
      body.putObject("chat_template_kwargs").put("enable_thinking", said.on());
    }
    String effort = has(Quirk.THINKERS_BY_NAME) ? thinkersEffort(said) : plainEffort(said);
    if (effort != null) {
      body.put("reasoning_effort", effort);
    }
  }

  private static void object(Reasoning said, ObjectNode reasoning) {
    String effort = said.effort();
    if (!said.on()) {
      reasoning.put("enabled", false);
    } else if (said.budget() != null) {
      reasoning.put("max_tokens", said.budget());
    } else if (effort != null) {
      reasoning.put("effort", effort.equals("max") ? "xhigh" : effort);
    } else {
      reasoning.put("enabled", true);
    }
  }

  private @Nullable String thinkersEffort(Reasoning said) {
    if (!refusesSampling()) {
      return null;
    }
    boolean minimal = KNOWS_MINIMAL.matcher(model).matches();
    if (!said.on()) {
      return CAN_STOP.matcher(model).matches() ? "none" : minimal ? "minimal" : "low";
    }
    String effort = effort(said);
    return effort == null
        ? null
        : switch (effort) {
          case "minimal" -> minimal ? effort : "low";
          case "max" -> "high";
          default -> effort;
        };
  }

  private @Nullable String plainEffort(Reasoning said) {
    String effort = effort(said);
    if (effort == null || !said.on()) {
      return null;
    }
    if (has(Quirk.THINKING_SWITCH)) {
      return effort.equals("minimal") ? "low" : effort;
    }
    if (!has(Quirk.EFFORT)) {
      return null;
    }
    return switch (effort) {
      case "minimal" -> "low";
      case "max" -> "high";
      default -> effort;
    };
  }

  private static @Nullable String effort(Reasoning said) {
    Integer budget = said.budget();
    if (said.effort() != null || budget == null) {
      return said.effort();
    }
    return budget <= LOW ? "low" : budget <= MEDIUM ? "medium" : "high";
  }

  private boolean has(Quirk quirk) {
    return quirks.contains(quirk);
  }
}
