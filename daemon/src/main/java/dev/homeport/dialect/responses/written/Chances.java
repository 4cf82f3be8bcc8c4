package dev.homeport.dialect.responses.written;

import dev.homeport.chat.TokenChance;
import dev.homeport.wire.frame.Bytes;
import java.util.List;

/// The chances of tokens as the API lists them.
final class Chances {
  private Chances() {}

  static void append(List<TokenChance> chances, Bytes out) {
    out.append("[");
    for (int i = 0; i < chances.size(); i++) {
      TokenChance chance = chances.get(i);
      token(chance, out.append(i == 0 ? "{" : ",{"));
      out.append(",\"top_logprobs\":[");
      for (int j = 0; j < chance.others().size(); j++) {
        token(chance.others().get(j), out.append(j == 0 ? "{" : ",{"));
        out.append("}");
      }
      out.append("]}");
    }
    out.append("]");
  }

  private static void token(TokenChance chance, Bytes out) {
    double logprob = chance.logprob();
    out.append("\"token\":")
        .quoted(chance.token())
        .append(",\"logprob\":")
        // JSON knows no infinity; the API says this for what is next to impossible.
        .append(Double.isFinite(logprob) ? Double.toString(logprob) : "-9999.0")
        .append(",\"bytes\":[");
    List<Integer> bytes = chance.bytes();
    for (int i = 0; bytes != null && i < bytes.size(); i++) {
      out.append(i == 0 ? "" : ",").number(bytes.get(i));
    }
    out.append("]");
  }
}
