package dev.homeport.dialect.gigachat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.chat.Message;
import dev.homeport.chat.Part;
import dev.homeport.dialect.CallArguments;
import dev.homeport.dialect.turn.ToolAliases;
import dev.homeport.dialect.turn.Turn;
import dev.homeport.dialect.turn.Turns;
import dev.homeport.wire.json.Json;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// A conversation in the order in which GigaChat takes it: all instructions as one, and that first,
/// then turns in alternation (wire.md E.2, G.33).
///
/// @param instructions empty where there are none
record Dialogue(String instructions, List<Turn> turns) {
  /// What a user says where the model shall go on from its own words: nothing is known of a
  /// conversation that ends with them.
  private static final String GO_ON =
      "Continue exactly where your text stops. Do not repeat anything of it.";

  static Dialogue of(List<Message> messages) {
    return new Dialogue(Turns.instructions(messages), Turns.of(messages));
  }

  /// All pictures that the user shows, in their order.
  List<Part.Picture> pictures() {
    var pictures = new ArrayList<Part.Picture>();
    for (Turn turn : turns) {
      if (turn instanceof Turn.User(var parts)) {
        pictures.addAll(new Message.User(parts).all(Part.Picture.class));
      }
    }
    return pictures;
  }

  /// The messages of a request.
  ///
  /// @param files the ids of the pictures, in their order
  ArrayNode messages(ToolAliases aliases, States states, List<String> files) {
    ArrayNode messages = Json.array();
    if (!instructions.isEmpty()) {
      messages.addObject().put("role", "system").put("content", instructions);
    }
    Iterator<String> file = files.iterator();
    for (Turn turn : turns) {
      switch (turn) {
        case Turn.User(var parts) -> user(new Message.User(parts), file, messages);
        case Turn.Model model when model.results().isEmpty() ->
            messages.addObject().put("role", "assistant").put("content", model.text());
        case Turn.Model model -> exchanges(model, aliases, states, messages);
      }
    }
    if (turns.getLast() instanceof Turn.Model last && last.results().isEmpty()) {
      messages.addObject().put("role", "user").put("content", GO_ON);
    }
    return messages;
  }

  private static void user(Message.User said, Iterator<String> files, ArrayNode messages) {
    String text = said.text();
    ObjectNode message =
        messages
            .addObject()
            .put("role", "user")
            .put("content", text.isEmpty() ? Turn.BLANK.text() : text);
    int pictures = said.all(Part.Picture.class).size();
    if (pictures > 0) {
      ArrayNode attachments = message.putArray("attachments");
      for (int i = 0; i < pictures; i++) {
        // A file that has no id is told apart there, not left out here.
        attachments.add(files.hasNext() ? files.next() : "");
      }
    }
  }

  /// Calls that were made at once, as if one had been made after the other: there is one to a
  /// message, and its result comes next.
  private static void exchanges(
      Turn.Model model, ToolAliases aliases, States states, ArrayNode messages) {
    List<Part.Call> calls = model.calls();
    for (int i = 0; i < calls.size(); i++) {
      Part.Call call = calls.get(i);
      String name = aliases.alias(call.tool());
      ObjectNode asked =
          messages.addObject().put("role", "assistant").put("content", i == 0 ? model.text() : "");
      asked
          .putObject("function_call")
          .put("name", name)
          .set("arguments", CallArguments.object(call.arguments()).orElseGet(Json::object));
      String state = states.of(call.id());
      if (state != null) {
        asked.put("functions_state_id", state);
      }
      messages
          .addObject()
          .put("role", "function")
          .put("name", name)
          .put("content", content(model.results().get(i)));
    }
  }

  /// A JSON object as text, whatever the tool gave back.
  private static String content(Message.Result result) {
    String text = result.text();
    if (result.failed()) {
      return Json.text(Json.object().put("error", text));
    }
    try {
      if (Json.read(text).isObject()) {
        return text;
      }
    } catch (JsonProcessingException _) {
      // It is a text.
    }
    return Json.text(Json.object().put("result", text));
  }
}
