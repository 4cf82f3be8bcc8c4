package dev.homeport.dialect.ollama.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.ChatRequest;
import dev.homeport.chat.Complaint;
import dev.homeport.chat.Finish;
import dev.homeport.chat.Piece;
import dev.homeport.chat.Prompt;
import dev.homeport.chat.TokenChance;
import dev.homeport.chat.Usage;
import dev.homeport.dialect.answer.InlineThinking;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Makes pieces of the objects of one answer, be they lines or the only one.
///
/// Calls come in a line before the last on the rendered path and in the last line itself on the
/// native one; both are read, and either makes the answer one that ended for its calls (wire.md
/// G.17).
final class Frames {
  private static final int SHOWN = 100;

  private final boolean generate;
  private final Calls calls = new Calls();
  private final InlineThinking thinking = new InlineThinking();

  /// Whether the text may begin with thinking: a native model answers so on `/api/generate`.
  private boolean inline;

  Frames(ChatRequest request, boolean generate) {
    this.generate = generate;
    boolean raw = request.prompt() instanceof Prompt.Plain plain && plain.raw();
    this.inline = generate && !raw;
  }

  /// Reads one; true when it is the last.
  boolean read(JsonNode frame, Consumer<Piece> pieces) {
    JsonNode error = frame.path("error");
    if (!error.isMissingNode() && !error.isNull()) {
      pieces.accept(new Piece.Failed(Complaints.inside(frame)));
      return true;
    }
    boolean done = frame.path("done").asBoolean(false);
    JsonNode said = generate ? frame : frame.path("message");
    thought(said.path("thinking").asText(""), pieces);
    text(said.path(generate ? "response" : "content").asText(""), pieces);
    List<TokenChance> chances = chances(frame.path("logprobs"));
    if (done) {
      thinking.end(pieces);
    }
    if (!chances.isEmpty()) {
      pieces.accept(new Piece.Chances(chances));
    }
    for (JsonNode call : said.path("tool_calls")) {
      if (!calls.read(call, pieces)) {
        pieces.accept(
            new Piece.Failed(
                Complaint.of(
                    Complaint.Kind.NONSENSE, 200, "a call that cannot be read: " + start(call))));
        return true;
      }
    }
    if (done) {
      finish(frame, pieces);
    }
    return done;
  }

  private void thought(String text, Consumer<Piece> pieces) {
    if (!text.isEmpty()) {
      thinking.end(pieces);
      inline = false;
      pieces.accept(new Piece.Thought(text));
    }
  }

  private void text(String text, Consumer<Piece> pieces) {
    if (inline) {
      thinking.feed(text, pieces);
    } else if (!text.isEmpty()) {
      pieces.accept(new Piece.Text(text));
    }
  }

  private void finish(JsonNode frame, Consumer<Piece> pieces) {
    Finish finish =
        frame.path("done_reason").asText("").equals("length") ? Finish.LENGTH : Finish.STOP;
    pieces.accept(new Piece.Finished(calls.any() ? Finish.CALLS : finish, null));
    pieces.accept(
        new Piece.Counted(Usage.of(count(frame, "prompt_eval_count"), count(frame, "eval_count"))));
  }

  /// A count that is missing is zero (wire.md G.39).
  private static long count(JsonNode frame, String name) {
    return Math.max(0, frame.path(name).asLong(0));
  }

  private static List<TokenChance> chances(JsonNode list) {
    if (!list.isArray() || list.isEmpty()) {
      return List.of();
    }
    var chances = new ArrayList<TokenChance>(list.size());
    for (JsonNode chance : list) {
      if (chance.isObject()) {
        List<Integer> bytes = null;
        if (chance.path("bytes").isArray()) {
          bytes = new ArrayList<>();
          for (JsonNode one : chance.path("bytes")) {
            bytes.add(one.asInt(0));
          }
        }
        chances.add(
            new TokenChance(
                chance.path("token").asText(""),
                chance.path("logprob").asDouble(0),
                bytes,
                chances(chance.path("top_logprobs"))));
      }
    }
    return List.copyOf(chances);
  }

  /// The beginning of something that was not understood.
  static String start(byte[] bytes, int from, int count) {
    return new String(bytes, from, Math.min(count, SHOWN), UTF_8);
  }

  private static String start(JsonNode value) {
    String text = value.toString();
    return text.substring(0, Math.min(text.length(), SHOWN));
  }
}
