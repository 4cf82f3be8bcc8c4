package dev.homeport.contract.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.contract.Nodes;

/// Chances of tokens, as OpenAI and Ollama both write them: each piece of text is one token.
final class Chances {
  private Chances() {}

  static ObjectNode of(String token, int others) {
    ObjectNode chance = one(token, -0.25);
    if (others > 0) {
      ArrayNode list = chance.putArray("top_logprobs");
      for (int i = 0; i < others; i++) {
        list.add(i == 0 ? one(token, -0.25) : one("alt" + i, -0.25 - i));
      }
    }
    return chance;
  }

  private static ObjectNode one(String token, double logprob) {
    ObjectNode one = Nodes.object().put("token", token).put("logprob", logprob);
    ArrayNode bytes = one.putArray("bytes");
    for (byte each : token.getBytes(UTF_8)) {
      bytes.add(each & 0xff);
    }
    return one;
  }
}
