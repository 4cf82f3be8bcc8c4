package dev.homeport.dialect.openai.hear;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Api;
import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Format;
import dev.homeport.chat.Prompt;
import dev.homeport.chat.Tooling;
import dev.homeport.dialect.Heard;
import dev.homeport.dialect.openai.write.TextBody;
import dev.homeport.dialect.openai.write.TextStream;
import dev.homeport.dialect.openai.write.Wishes;
import java.util.List;

/// The body of `/v1/completions`, the old one.
public final class CompletionHearing {
  private static final int MOST_CHANCES = 20;

  private CompletionHearing() {}

  /// What it asks.
  public static Heard hear(JsonNode body) {
    var faults = new Faults();
    Fields fields = Fields.of(body, "", faults);
    String model = fields.text("model");
    OptionHearing.onlyOne(fields, "n");
    OptionHearing.onlyOne(fields, "best_of");
    if (fields.isSet("echo")) {
      faults.unsupported("echo", "true", "false");
    }
    String suffix = fields.text("suffix");
    var request =
        new ChatRequest(
            Api.OPENAI_COMPLETIONS,
            model == null ? "" : model,
            new Prompt.Plain(
                prompt(fields),
                null,
                List.of(),
                suffix == null || suffix.isEmpty() ? null : suffix,
                false,
                false),
            Tooling.NONE,
            new Format.Free(),
            OptionHearing.sampling(fields),
            OptionHearing.reasoning(fields),
            fields.count("logprobs", 0, MOST_CHANCES),
            null,
            fields.isSet("stream"),
            fields.text("user"));
    var wishes = new Wishes(OptionHearing.usageWanted(fields), false);
    return faults.or(
        () ->
            new Heard.Chat(
                request,
                stamp ->
                    request.stream()
                        ? new TextStream(request, stamp, wishes)
                        : new TextBody(request, stamp),
                List.of()));
  }

  /// One text. Numbers of tokens mean something to one tokenizer only.
  private static String prompt(Fields body) {
    JsonNode prompt = body.raw("prompt");
    if (prompt.isTextual()) {
      return prompt.textValue();
    }
    if (prompt.isArray() && prompt.size() == 1 && prompt.get(0).isTextual()) {
      return prompt.get(0).textValue();
    }
    if (prompt.isMissingNode()) {
      body.faults().missing("prompt");
    } else {
      body.faults().type("prompt", "a string", prompt);
    }
    return "";
  }
}
