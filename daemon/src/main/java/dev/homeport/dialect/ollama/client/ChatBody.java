package dev.homeport.dialect.ollama.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.Api;
import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Message;
import dev.homeport.chat.Prompt;
import dev.homeport.chat.Tool;
import dev.homeport.chat.Tooling;
import dev.homeport.dialect.Heard;
import dev.homeport.dialect.ollama.answer.Answers;
import dev.homeport.wire.json.Json;
import java.util.ArrayList;
import java.util.List;

/// The body of `/api/chat`.
public final class ChatBody {
  private ChatBody() {}

  /// Understands it.
  public static Heard hear(JsonNode body) throws Wrong {
    Fields fields = Fields.of(body, "ChatRequest");
    Wishes wishes = Wishes.of(fields);
    List<Message> turns = Turns.of(fields);
    var leftOut = new ArrayList<String>();
    List<Tool> tools = tools(fields, leftOut);
    if (wishes.model().isEmpty()) {
      throw Wrong.because("model is required");
    }
    if (turns.isEmpty()) {
      return new Heard.Load(
          wishes.model(),
          wishes.unload(),
          stamp -> Answers.loaded(Api.OLLAMA_CHAT, wishes.model(), wishes.unload(), stamp));
    }
    var request =
        new ChatRequest(
            Api.OLLAMA_CHAT,
            wishes.model(),
            new Prompt.Conversation(turns),
            tools.isEmpty() ? Tooling.NONE : new Tooling(tools, null, null),
            wishes.format(),
            wishes.options().sampling(),
            wishes.reasoning(),
            wishes.topLogprobs(),
            wishes.options().context(),
            wishes.stream(),
            null);
    return new Heard.Chat(request, stamp -> Answers.writer(request, stamp), List.copyOf(leftOut));
  }

  /// @param leftOut takes the types of those that are no functions
  private static List<Tool> tools(Fields body, List<String> leftOut) throws Wrong {
    var tools = new ArrayList<Tool>();
    for (Fields tool : body.structs("tools", "api.Tools", "api.Tool")) {
      String type = tool.text("type");
      Fields function = tool.struct("function", "api.ToolFunction");
      String name = function.text("name");
      if (name.isEmpty()) {
        leftOut.add(type);
        continue;
      }
      String description = function.text("description");
      JsonNode parameters = function.object("parameters", "api.ToolFunctionParameters");
      tools.add(
          new Tool(
              name,
              description.isEmpty() ? null : description,
              parameters.isMissingNode() ? null : Json.text(parameters),
              null));
    }
    return List.copyOf(tools);
  }
}
