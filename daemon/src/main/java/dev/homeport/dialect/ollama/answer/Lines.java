package dev.homeport.dialect.ollama.answer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.homeport.chat.Api;
import dev.homeport.chat.TokenChance;
import dev.homeport.dialect.ollama.answer.Tally.Call;
import dev.homeport.dialect.ollama.answer.Tally.Took;
import dev.homeport.wire.frame.Bytes;
import dev.homeport.wire.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes the objects that an answer consists of.
///
/// All that some client misses when it is not there is always there (clients.md 6): the model, the
/// time, the role, the content even where it is empty, and at the end every count, be it zero.
final class Lines {
  private static final byte[] THINKING = ",\"thinking\":".getBytes(UTF_8);
  private static final byte[] MORE = ",\"done\":false".getBytes(UTF_8);
  private static final byte[] DONE = ",\"done\":true,\"done_reason\":".getBytes(UTF_8);

  private final Shape shape;
  private final byte[] model;
  private final Moments moments;

  /// @param model the client's name for it
  Lines(Api api, String model, Moments moments) {
    this.shape = Shape.of(api);
    this.model = new Bytes().append("{\"model\":").quoted(model).append(",\"created_at\":").copy();
    this.moments = moments;
  }

  /// Words.
  void text(String text, Bytes out) {
    begin(out).quoted(text);
    shape.close(out).append(MORE).append("}\n");
  }

  /// Words of its thinking.
  void thought(String text, Bytes out) {
    begin(out).append("\"\"").append(THINKING).quoted(text);
    shape.close(out).append(MORE).append("}\n");
  }

  /// The chances of tokens.
  void chances(List<TokenChance> tokens, Bytes out) {
    begin(out).append("\"\"");
    shape.close(out).append(MORE);
    chancesField(tokens, out);
    out.append("}\n");
  }

  /// All calls of the answer.
  void calls(List<Call> calls, Bytes out) {
    begin(out).append("\"\"");
    callsField(calls, out);
    shape.close(out).append(MORE).append("}\n");
  }

  /// The last line.
  void last(String reason, Took took, Bytes out) {
    begin(out).append("\"\"");
    shape.close(out).append(DONE).quoted(reason);
    tookFields(took, out);
    out.append("}\n");
  }

  /// The whole answer as one object.
  void whole(Said said, List<Call> calls, String reason, Took took, Bytes out) {
    begin(out).quoted(said.text());
    if (!said.thought().isEmpty()) {
      out.append(THINKING).quoted(said.thought());
    }
    callsField(calls, out);
    shape.close(out).append(DONE).quoted(reason);
    if (said.chances() != null) {
      chancesField(said.chances(), out);
    }
    tookFields(took, out);
    out.append("}");
  }

  /// What a model said in all.
  record Said(String text, String thought, @Nullable List<TokenChance> chances) {}

  /// That a model is loaded, or is no longer.
  void loaded(boolean unload, Bytes out) {
    begin(out).append("\"\"");
    shape.close(out).append(DONE).quoted(unload ? "unload" : "load").append("}");
  }

  private Bytes begin(Bytes out) {
    out.append(model);
    moments.append(out);
    return shape.open(out.append(","));
  }

  private static void callsField(List<Call> calls, Bytes out) {
    if (calls.isEmpty()) {
      return;
    }
    out.append(",\"tool_calls\":[");
    for (int i = 0; i < calls.size(); i++) {
      Call call = calls.get(i);
      out.append(i == 0 ? "{\"id\":" : ",{\"id\":").quoted(call.id());
      out.append(",\"function\":{\"index\":").number(i);
      out.append(",\"name\":").quoted(call.tool()).append(",\"arguments\":");
      Json.append(call.arguments(), out).append("}}");
    }
    out.append("]");
  }

  private static void chancesField(List<TokenChance> tokens, Bytes out) {
    out.append(",\"logprobs\":");
    chances(tokens, true, out);
  }

  private static void chances(List<TokenChance> tokens, boolean others, Bytes out) {
    out.append("[");
    for (int i = 0; i < tokens.size(); i++) {
      TokenChance token = tokens.get(i);
      out.append(i == 0 ? "{\"token\":" : ",{\"token\":").quoted(token.token());
      out.append(",\"logprob\":").append(Double.toString(token.logprob()));
      if (token.bytes() != null) {
        out.append(",\"bytes\":").append(token.bytes().toString().replace(" ", ""));
      }
      if (others && !token.others().isEmpty()) {
        out.append(",\"top_logprobs\":");
        chances(token.others(), false, out);
      }
      out.append("}");
    }
    out.append("]");
  }

  private static void tookFields(Took took, Bytes out) {
    out.append(",\"total_duration\":").number(took.total());
    out.append(",\"load_duration\":0,\"prompt_eval_count\":").number(took.promptTokens());
    out.append(",\"prompt_eval_duration\":").number(took.prompt());
    out.append(",\"eval_count\":").number(took.answerTokens());
    out.append(",\"eval_duration\":").number(took.answer());
  }
}
