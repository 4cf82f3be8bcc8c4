package dev.homeport.dialect.openai.answer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.chat.TokenChance;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The chances of tokens in all the forms there are: of a conversation (`content`), of a text
/// (`tokens` beside `token_logprobs`), which Together has for both.
final class ChanceReading {
  private ChanceReading() {}

  static List<TokenChance> of(JsonNode logprobs) {
    var tokens = new ArrayList<TokenChance>();
    for (JsonNode each : logprobs.path("content")) {
      var others = new ArrayList<TokenChance>();
      each.path("top_logprobs").forEach(other -> others.add(one(other, List.of())));
      tokens.add(one(each, others));
    }
    JsonNode names = logprobs.path("tokens");
    for (int i = 0; i < names.size() && tokens.size() <= i; i++) {
      var others = new ArrayList<TokenChance>();
      for (var other : logprobs.path("top_logprobs").path(i).properties()) {
        others.add(new TokenChance(other.getKey(), other.getValue().asDouble(), null, List.of()));
      }
      tokens.add(
          new TokenChance(
              names.get(i).asText(),
              logprobs.path("token_logprobs").path(i).asDouble(),
              null,
              others));
    }
    return tokens;
  }

  private static TokenChance one(JsonNode token, List<TokenChance> others) {
    return new TokenChance(
        token.path("token").asText(), token.path("logprob").asDouble(), bytes(token), others);
  }

  private static @Nullable List<Integer> bytes(JsonNode token) {
    JsonNode given = token.path("bytes");
    if (!given.isArray()) {
      return null;
    }
    var bytes = new ArrayList<Integer>(given.size());
    given.forEach(each -> bytes.add(each.asInt() & 0xff));
    return bytes;
  }
}
