package dev.homeport.dialect;

import dev.homeport.chat.Api;
import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Format;
import dev.homeport.chat.Message;
import dev.homeport.chat.Part;
import dev.homeport.chat.Prompt;
import dev.homeport.chat.Reasoning;
import dev.homeport.chat.Sampling;
import dev.homeport.chat.Tool;
import dev.homeport.chat.Tooling;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A request of tests: a conversation, and whatever else one of them is about.
public record Wish(
    List<Message> messages,
    Tooling tooling,
    Format format,
    Sampling sampling,
    @Nullable Reasoning reasoning,
    @Nullable Integer chances,
    boolean stream) {

  /// A streamed answer to this conversation.
  public static Wish of(Message... messages) {
    return new Wish(
        List.of(messages), Tooling.NONE, new Format.Free(), Sampling.UNSAID, null, null, true);
  }

  /// A user who says hello.
  public static Wish hello() {
    return of(Message.User.saying("hello"));
  }

  /// The same with these tools.
  public Wish with(Tooling tools) {
    return new Wish(messages, tools, format, sampling, reasoning, chances, stream);
  }

  /// The same with tools of these names, which take anything.
  public Wish withTools(String... names) {
    var tools = List.of(names).stream().map(name -> new Tool(name, null, null, null)).toList();
    return with(new Tooling(tools, null, null));
  }

  /// The same with this schema for the only tool.
  public Wish withSchema(String parameters) {
    return with(new Tooling(List.of(new Tool("f", null, parameters, null)), null, null));
  }

  /// The same in this format.
  public Wish with(Format wanted) {
    return new Wish(messages, tooling, wanted, sampling, reasoning, chances, stream);
  }

  /// The same with these choices.
  public Wish with(Sampling choices) {
    return new Wish(messages, tooling, format, choices, reasoning, chances, stream);
  }

  /// The same with so much thinking.
  public Wish with(Reasoning thinking) {
    return new Wish(messages, tooling, format, sampling, thinking, chances, stream);
  }

  /// The same with the chances of tokens.
  public Wish withChances(int others) {
    return new Wish(messages, tooling, format, sampling, reasoning, others, stream);
  }

  /// The same, but all at once.
  public Wish atOnce() {
    return new Wish(messages, tooling, format, sampling, reasoning, chances, false);
  }

  /// The request.
  public ChatRequest request() {
    return request(new Prompt.Conversation(messages));
  }

  /// The request with this prompt instead of the conversation.
  public ChatRequest request(Prompt prompt) {
    return new ChatRequest(
        Api.OPENAI_CHAT,
        "m",
        prompt,
        tooling,
        format,
        sampling,
        reasoning,
        chances,
        null,
        stream,
        null);
  }

  /// A model that makes these calls.
  public static Message.Assistant calling(Part... parts) {
    return new Message.Assistant(List.of(parts));
  }

  /// A call of a tool.
  public static Part.Call call(String id, String tool, String arguments) {
    return new Part.Call(id, tool, arguments);
  }

  /// What came of a call.
  public static Message.Result result(String call, String text) {
    return new Message.Result(call, null, List.of(new Part.Text(text)), false);
  }
}
