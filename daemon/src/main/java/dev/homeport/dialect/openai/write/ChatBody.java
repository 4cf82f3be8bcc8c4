package dev.homeport.dialect.openai.write;

import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Piece;
import dev.homeport.chat.TokenChance;
import dev.homeport.dialect.AnswerStamp;
import dev.homeport.dialect.AnswerWriter;
import dev.homeport.dialect.CallArguments;
import dev.homeport.wire.frame.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The answer of a conversation as one object.
///
/// A failure after its head has no frame: what goes out is cut, which all clients notice, while an
/// error object inside of a 200 crashes them (clients.md 2, 3).
public final class ChatBody implements AnswerWriter {
  private final ChatRequest request;
  private final AnswerStamp stamp;
  private final Wishes wishes;
  private final Ending ending;
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder thought = new StringBuilder();
  private final StringBuilder refusal = new StringBuilder();
  private final List<Call> calls = new ArrayList<>();
  private final List<TokenChance> chances = new ArrayList<>();

  private record Call(String id, String tool, StringBuilder arguments) {}

  /// A writer for the answer to this.
  public ChatBody(ChatRequest request, AnswerStamp stamp, Wishes wishes) {
    this.request = request;
    this.stamp = stamp;
    this.wishes = wishes;
    this.ending = new Ending(request);
  }

  @Override
  public String contentType() {
    return "application/json";
  }

  @Override
  public void piece(Piece piece, Bytes out) {
    ending.see(piece);
    switch (piece) {
      case Piece.Text(String more) -> text.append(more);
      case Piece.Thought(String more) -> thought.append(more);
      case Piece.Refusal(String more) -> refusal.append(more);
      case Piece.CallBegun(_, String id, String tool) ->
          calls.add(new Call(id, tool, new StringBuilder()));
      case Piece.CallGoesOn(int index, String fragment) ->
          calls.get(index).arguments.append(fragment);
      case Piece.Chances(var tokens) -> chances.addAll(tokens);
      case Piece.Finished _, Piece.Counted _, Piece.Failed _ -> {}
    }
  }

  @Override
  public void whole(Bytes out) {
    out.append(Events.begun("chatcmpl-", "chat.completion", request.model(), stamp));
    out.append(",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":");
    boolean silent = text.isEmpty() && (!calls.isEmpty() || !refusal.isEmpty());
    orNull(silent ? null : text.toString(), out);
    out.append(",\"refusal\":");
    orNull(refusal.isEmpty() ? null : refusal.toString(), out);
    if (!thought.isEmpty()) {
      String thinking = thought.toString();
      out.append(",\"reasoning\":").quoted(thinking);
      out.append(",\"reasoning_content\":").quoted(thinking);
    }
    if (wishes.old() && !calls.isEmpty()) {
      out.append(",\"function_call\":");
      function(calls.getFirst(), out);
    } else if (!calls.isEmpty()) {
      calls(out);
    }
    out.append("},\"logprobs\":");
    if (request.topLogprobs() == null || chances.isEmpty()) {
      out.append("null");
    } else {
      Chances.ofChat(chances, out);
    }
    out.append(",\"finish_reason\":\"");
    out.append(ending.reason(wishes.old() ? "function_call" : "tool_calls"));
    Counts.append(ending.usage(), out.append("\"}],\"usage\":")).append("}");
  }

  private void calls(Bytes out) {
    out.append(",\"tool_calls\":[");
    for (int i = 0; i < calls.size(); i++) {
      out.append(i == 0 ? "{\"id\":" : ",{\"id\":").quoted(calls.get(i).id);
      function(calls.get(i), out.append(",\"type\":\"function\",\"function\":"));
      out.append("}");
    }
    out.append("]");
  }

  private static void function(Call call, Bytes out) {
    String arguments = call.arguments.isEmpty() ? CallArguments.NONE : call.arguments.toString();
    out.append("{\"name\":").quoted(call.tool);
    out.append(",\"arguments\":").quoted(arguments).append("}");
  }

  private static void orNull(@Nullable String value, Bytes out) {
    if (value == null) {
      out.append("null");
    } else {
      out.quoted(value);
    }
  }

  @Override
  public void broken(int status, String why, Bytes out) {}

  @Override
  public byte[] keepAlive() {
    return Events.ascii(" ");
  }
}
