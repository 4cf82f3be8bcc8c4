package dev.homeport.dialect.openai.hear;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Api;
import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Prompt;
import dev.homeport.dialect.Heard;
import dev.homeport.dialect.openai.write.ChatBody;
import dev.homeport.dialect.openai.write.ChatStream;
import dev.homeport.dialect.openai.write.Wishes;

/// The body of `/v1/chat/completions`.
public final class ChatHearing {
  private ChatHearing() {}

  /// What it asks. A model that it does not name is an empty name: there may be one meant then.
  public static Heard hear(JsonNode body) {
    var faults = new Faults();
    Fields fields = Fields.of(body, "", faults);
    String model = fields.text("model");
    var messages = new MessageHearing(faults).hear(fields);
    var tools = ToolHearing.hear(fields);
    OptionHearing.onlyOne(fields, "n");
    var request =
        new ChatRequest(
            Api.OPENAI_CHAT,
            model == null ? "" : model,
            new Prompt.Conversation(messages),
            tools.tooling(),
            OptionHearing.format(fields),
            OptionHearing.sampling(fields),
            OptionHearing.reasoning(fields),
            OptionHearing.topLogprobs(fields),
            null,
            fields.isSet("stream"),
            fields.text("user"));
    var wishes = new Wishes(OptionHearing.usageWanted(fields), tools.old());
    return faults.or(
        () ->
            new Heard.Chat(
                request,
                stamp ->
                    request.stream()
                        ? new ChatStream(request, stamp, wishes)
                        : new ChatBody(request, stamp, wishes),
                tools.leftOut()));
  }
}
