package dev.homeport.dialect.responses.written;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Piece;
import dev.homeport.chat.TokenChance;
import dev.homeport.dialect.AnswerStamp;
import dev.homeport.dialect.AnswerWriter;
import dev.homeport.dialect.CallsInTurn;
import dev.homeport.dialect.responses.heard.Question;
import dev.homeport.dialect.responses.tool.ToolNames;
import dev.homeport.wire.frame.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An answer, as events or as one object: either way its items come one after the other, each
/// closed before the next opens.
public final class ResponseWriter implements AnswerWriter {
  private final boolean stream;
  private final ToolNames names;
  private final String id;
  private final ResponseObject response;
  private final Events events;
  private final Tally tally;
  private final CallsInTurn calls = new CallsInTurn();

  /// The items that are closed, and how many they are.
  private final Bytes output = new Bytes();

  private int items;
  private @Nullable Item open;

  /// Chances of a text that has not come yet.
  private final List<TokenChance> early = new ArrayList<>();

  private boolean begun;

  /// A writer for the answer to this question.
  public ResponseWriter(Question question, AnswerStamp stamp) {
    ChatRequest request = question.request();
    this.stream = request.stream();
    this.names = question.names();
    this.id = stamp.id();
    this.response = new ResponseObject(request.model(), stamp, question.echo());
    this.events = new Events(stream);
    this.tally = new Tally(request.estimatedTokens());
  }

  @Override
  public String contentType() {
    return stream ? "text/event-stream; charset=utf-8" : "application/json";
  }

  @Override
  public byte[] keepAlive() {
    return (stream ? ": keep-alive\n\n" : " ").getBytes(US_ASCII);
  }

  @Override
  public void piece(Piece piece, Bytes out) {
    events.to(out);
    begin();
    tally.saw(piece);
    calls.take(piece, this::take);
  }

  private void take(Piece piece) {
    switch (piece) {
      case Piece.Text(String text) -> {
        if (!text.isEmpty()) {
          message().text(text);
        }
      }
      case Piece.Refusal(String text) -> {
        if (!text.isEmpty()) {
          message().refusal(text);
        }
      }
      case Piece.Thought(String text) -> {
        if (!text.isEmpty()) {
          thought().text(text);
        }
      }
      case Piece.CallBegun(_, String call, String tool) -> {
        close("completed");
        open = new CallItem(events, itemId("fc_"), items, call, names.tool(tool));
      }
      case Piece.CallGoesOn(_, String fragment) -> {
        if (open instanceof CallItem call) {
          call.text(fragment);
        }
      }
      case Piece.Chances(var tokens) -> {
        if (open instanceof MessageItem message) {
          message.chances(tokens);
        } else {
          early.addAll(tokens);
        }
      }
      case Piece.Finished _, Piece.Counted _, Piece.Failed _ -> {}
    }
  }

  private MessageItem message() {
    if (open instanceof MessageItem message) {
      return message;
    }
    close("completed");
    var message = new MessageItem(events, itemId("msg_"), items);
    message.chances(early);
    early.clear();
    open = message;
    return message;
  }

  private ThoughtItem thought() {
    if (open instanceof ThoughtItem thought) {
      return thought;
    }
    close("completed");
    var thought = new ThoughtItem(events, itemId("rs_"), items);
    open = thought;
    return thought;
  }

  private String itemId(String letters) {
    return letters + id + "_" + items;
  }

  private void close(String status) {
    if (open != null) {
      Bytes item = open.close(status);
      output.append(items == 0 ? "" : ",").append(item.array(), 0, item.length());
      items++;
      open = null;
    }
  }

  private void begin() {
    if (!begun) {
      begun = true;
      tell("response.created", response.begun());
      tell("response.in_progress", response.begun());
    }
  }

  private void tell(String type, Bytes object) {
    events.begin(type).append(",\"response\":");
    events.end(object);
  }

  @Override
  public void whole(Bytes out) {
    events.to(out);
    begin();
    calls.end(this::take);
    String incompleteness = tally.incompleteness();
    close(incompleteness == null ? "completed" : "incomplete");
    Bytes object = response.whole(incompleteness, output, tally.usage());
    if (stream) {
      tell(incompleteness == null ? "response.completed" : "response.incomplete", object);
    } else {
      out.append(object.array(), 0, object.length());
    }
  }

  /// In the middle of an object there is no place for an error: it is cut.
  @Override
  public void broken(int status, String text, Bytes out) {
    if (stream) {
      events.to(out);
      begin();
      tell("response.failed", response.failed(status, text, output));
    }
  }
}
