package dev.homeport.dialect.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.chat.Message;
import dev.homeport.chat.Part;
import dev.homeport.dialect.CallArguments;
import dev.homeport.dialect.PictureType;
import dev.homeport.dialect.turn.ToolAliases;
import dev.homeport.dialect.turn.Turn;
import dev.homeport.dialect.turn.Turns;
import dev.homeport.wire.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Writes a conversation as the `contents` of a request, and its instructions beside them.
///
/// The results of a turn's calls are one content directly after it, one for each call in their
/// order; what else the user says is the next.
final class Contents {
  /// What a user says where the model shall go on from its own words and its API does not let it.
  private static final String GO_ON =
      "Continue exactly where your text stops. Do not repeat anything of it.";

  private final Generation generation;
  private final ToolAliases aliases;
  private final Signatures signatures;
  private final ArrayNode contents = Json.array();

  Contents(Generation generation, ToolAliases aliases, Signatures signatures) {
    this.generation = generation;
    this.aliases = aliases;
    this.signatures = signatures;
  }

  /// Puts the conversation into the body of a request.
  void write(List<Message> messages, ObjectNode body) {
    String instructions = Turns.instructions(messages);
    var said = new ArrayList<Message>(messages);
    if (!generation.takesInstructions()) {
      said.addFirst(Message.User.saying(instructions));
    } else if (!instructions.isEmpty()) {
      body.set("systemInstruction", content("", List.of(new Part.Text(instructions)), false));
    }
    write(Turns.of(said));
    body.set("contents", contents);
  }

  private void write(List<Turn> turns) {
    int loop = lastOfUser(turns);
    for (int i = 0; i < turns.size(); i++) {
      switch (turns.get(i)) {
        case Turn.User(var parts) -> contents.add(content("user", parts, false));
        case Turn.Model model -> {
          contents.add(content("model", model.parts(), i > loop));
          if (!model.results().isEmpty()) {
            writeResults(model);
          }
        }
      }
    }
    if (turns.getLast() instanceof Turn.Model last
        && last.results().isEmpty()
        && !generation.goesOnFromItsOwnTurn()) {
      contents.add(content("user", List.of(new Part.Text(GO_ON)), false));
    }
  }

  /// Where the user spoke last: the calls after it are those that the model is still busy with.
  private static int lastOfUser(List<Turn> turns) {
    int last = turns.size() - 1;
    while (last > 0 && !(turns.get(last) instanceof Turn.User)) {
      last--;
    }
    return last;
  }

  /// @param busy whether the calls among the parts must bear a signature
  private ObjectNode content(String role, List<Part> parts, boolean busy) {
    var content = Json.object();
    if (!role.isEmpty()) {
      content.put("role", role);
    }
    ArrayNode list = content.putArray("parts");
    boolean unsigned = busy && generation.wantsSignatures();
    for (Part part : parts) {
      switch (part) {
        case Part.Text(String text) -> list.addObject().put("text", text);
        case Part.Picture picture -> inline(list, PictureType.of(picture), picture.base64());
        case Part.Sound(String format, String base64) ->
            inline(list, "audio/" + format.toLowerCase(Locale.ROOT), base64);
        case Part.Thought _ -> {}
        case Part.Call call -> {
          ObjectNode written = list.addObject();
          written.set(
              "functionCall",
              function(call)
                  .set("args", CallArguments.object(call.arguments()).orElseGet(Json::object)));
          String signature = signatures.signatureOf(call.id());
          if (signature != null) {
            written.put("thoughtSignature", signature);
          } else if (unsigned) {
            written.put("thoughtSignature", Signatures.UNKNOWN);
          }
          unsigned = false;
        }
      }
    }
    return content;
  }

  private static void inline(ArrayNode list, String mime, String base64) {
    list.addObject().putObject("inlineData").put("mimeType", mime).put("data", base64);
  }

  private ObjectNode function(Part.Call call) {
    var function = Json.object();
    String id = signatures.idOf(call.id());
    if (id != null) {
      function.put("id", id);
    }
    return function.put("name", aliases.alias(call.tool()));
  }

  private void writeResults(Turn.Model model) {
    var content = Json.object().put("role", "user");
    ArrayNode list = content.putArray("parts");
    var shown = new ArrayList<Part>();
    List<Part.Call> calls = model.calls();
    for (int i = 0; i < calls.size(); i++) {
      Message.Result result = model.results().get(i);
      list.addObject()
          .set("functionResponse", function(calls.get(i)).set("response", ResultObject.of(result)));
      result.parts().stream()
          .filter(part -> part instanceof Part.Picture || part instanceof Part.Sound)
          .forEach(shown::add);
    }
    contents.add(content);
    if (!shown.isEmpty()) {
      contents.add(content("user", shown, false));
    }
  }
}
