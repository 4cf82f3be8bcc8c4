package dev.homeport.dialect.anthropic.asked;

import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Format;
import dev.homeport.chat.Part;
import dev.homeport.chat.Prompt;
import dev.homeport.chat.Tool;
import java.util.HashSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the API has no way to say, or surely refuses.
public final class Limits {
  private static final Pattern TOOL_NAME = Pattern.compile("[a-zA-Z0-9_-]{1,128}");

  private Limits() {}

  /// What it is in this request; nothing where all can be said.
  public static @Nullable String of(ChatRequest request) {
    if (request.prompt() instanceof Prompt.Plain plain) {
      if (plain.suffix() != null) {
        return "filling in before a suffix";
      }
      if (plain.raw() || plain.local()) {
        return "prompts without the model's own template";
      }
    }
    if (request.prompt().has(Part.Sound.class)) {
      return "sound";
    }
    if (request.format() instanceof Format.Json) {
      return "JSON without a schema";
    }
    Double temperature = request.sampling().temperature();
    if (temperature != null && temperature > 1) {
      return "a temperature above 1";
    }
    if (request.sampling().stop().stream().anyMatch(String::isBlank)) {
      return "stop texts of nothing but blanks";
    }
    var names = new HashSet<String>();
    for (Tool tool : request.tooling().tools()) {
      if (!names.add(tool.name())) {
        return "several tools of one name";
      }
      if (!TOOL_NAME.matcher(tool.name()).matches()) {
        return "a tool of the name '%s'".formatted(tool.name());
      }
    }
    return null;
  }
}
