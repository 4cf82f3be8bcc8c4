package dev.homeport.dialect.openai.write;

import dev.homeport.chat.TokenChance;
import dev.homeport.wire.frame.Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The chances of tokens, in the forms of both APIs.
final class Chances {
  private Chances() {}

  /// As a conversation has them. The bytes matter: a token may be half of a character (wire.md
  /// G.5).
  static void ofChat(List<TokenChance> tokens, Bytes out) {
    out.append("{\"content\":[");
    for (int i = 0; i < tokens.size(); i++) {
      TokenChance token = tokens.get(i);
      out.append(i == 0 ? "{" : ",{");
      one(token, out);
      out.append(",\"top_logprobs\":[");
      for (int k = 0; k < token.others().size(); k++) {
        out.append(k == 0 ? "{" : ",{");
        one(token.others().get(k), out);
        out.append("}");
      }
      out.append("]}");
    }
    out.append("],\"refusal\":null}");
  }

  private static void one(TokenChance token, Bytes out) {
    out.append("\"token\":").quoted(token.token()).append(",\"logprob\":");
    out.append(number(token.logprob())).append(",\"bytes\":");
    List<Integer> bytes = token.bytes();
    out.append(bytes == null ? "null" : bytes.toString().replace(" ", ""));
  }

  /// As the old API has them.
  ///
  /// @param offset how much of the text came before
  static void ofText(List<TokenChance> tokens, int offset, Bytes out) {
    var names = new Bytes();
    var chances = new Bytes();
    var others = new Bytes();
    var offsets = new Bytes();
    int at = offset;
    for (int i = 0; i < tokens.size(); i++) {
      TokenChance token = tokens.get(i);
      String comma = i == 0 ? "" : ",";
      names.append(comma).quoted(token.token());
      chances.append(comma).append(number(token.logprob()));
      others.append(comma).append("{");
      for (int k = 0; k < token.others().size(); k++) {
        others.append(k == 0 ? "" : ",").quoted(token.others().get(k).token()).append(":");
        others.append(number(token.others().get(k).logprob()));
      }
      others.append("}");
      offsets.append(comma).number(at);
      at += token.token().length();
    }
    out.append("{\"tokens\":[").append(names.array(), 0, names.length());
    out.append("],\"token_logprobs\":[").append(chances.array(), 0, chances.length());
    out.append("],\"top_logprobs\":[").append(others.array(), 0, others.length());
    out.append("],\"text_offset\":[").append(offsets.array(), 0, offsets.length()).append("]}");
  }

  /// Appends the chances, or `null` where there are none.
  static void ofTextOrNull(@Nullable List<TokenChance> tokens, int offset, Bytes out) {
    if (tokens == null) {
      out.append("null");
    } else {
      ofText(tokens, offset, out);
    }
  }

  /// JSON has no infinity; OpenAI's word for a token that cannot be is this.
  private static String number(double logprob) {
    return Double.isFinite(logprob) ? Double.toString(logprob) : "-9999.0";
  }
}
