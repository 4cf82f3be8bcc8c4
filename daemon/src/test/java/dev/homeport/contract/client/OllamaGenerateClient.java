package dev.homeport.contract.client;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.chat.Api;
import dev.homeport.contract.Ability;
import dev.homeport.contract.Asked;
import dev.homeport.contract.Nodes;
import dev.homeport.contract.Seen;
import dev.homeport.contract.Turn;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;

/// `/api/generate`: one question, with an instruction before it at the most.
final class OllamaGenerateClient extends OllamaClient {
  @Override
  public Api api() {
    return Api.OLLAMA_GENERATE;
  }

  @Override
  public Set<Ability> abilities() {
    return EnumSet.of(
        Ability.SYSTEM,
        Ability.PICTURES,
        Ability.JSON,
        Ability.SCHEMA,
        Ability.THINK,
        Ability.THOUGHTS,
        Ability.CHANCES);
  }

  @Override
  public Asked said(Asked asked) {
    return asked;
  }

  @Override
  public byte[] body(Asked asked) {
    ObjectNode body = Nodes.object().put("model", asked.model());
    for (Turn turn : asked.turns()) {
      switch (turn) {
        case Turn.Instruction(String text) -> body.put("system", text);
        case Turn.User(String text, var pictures) -> {
          body.put("prompt", text);
          if (!pictures.isEmpty()) {
            ArrayNode images = body.putArray("images");
            pictures.forEach(picture -> images.add(picture.base64()));
          }
        }
        case Turn.Model _, Turn.Result _ -> throw new AssertionError("cannot be said: " + turn);
      }
    }
    wishes(asked, body);
    return body.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Seen see(byte[] answer, Asked asked) {
    return new OllamaView(asked, false).see(answer);
  }

  @Override
  public String toString() {
    return "ollama generate";
  }
}
