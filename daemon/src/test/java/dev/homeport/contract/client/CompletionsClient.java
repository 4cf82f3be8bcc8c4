package dev.homeport.contract.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.chat.Api;
import dev.homeport.contract.Ability;
import dev.homeport.contract.Asked;
import dev.homeport.contract.Nodes;
import dev.homeport.contract.Seen;
import dev.homeport.contract.Turn;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/// `/v1/completions`: a text to go on from.
///
/// @param counting whether it asks for the usage of a stream
record CompletionsClient(boolean counting) implements ClientVoice {
  private static final Knobs KNOBS =
      new Knobs(
          Map.of(
              "temperature", "temperature",
              "top_p", "top_p",
              "presence_penalty", "presence_penalty",
              "frequency_penalty", "frequency_penalty",
              "seed", "seed",
              "max_tokens", "max_tokens",
              "stop", "stop"));

  @Override
  public Api api() {
    return Api.OPENAI_COMPLETIONS;
  }

  @Override
  public Set<Ability> abilities() {
    return Set.of();
  }

  @Override
  public boolean isTold(boolean stream) {
    return counting || !stream;
  }

  @Override
  public Asked said(Asked asked) {
    return asked.turned(KNOBS.known(asked));
  }

  @Override
  public byte[] body(Asked asked) {
    if (!(asked.turns().getFirst() instanceof Turn.User(String prompt, _))) {
      throw new AssertionError("cannot be said: " + asked);
    }
    ObjectNode body = Nodes.object().put("model", asked.model()).put("prompt", prompt);
    KNOBS.write(asked, body);
    body.put("stream", asked.stream());
    if (asked.stream() && counting) {
      body.putObject("stream_options").put("include_usage", true);
    }
    return body.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String type(boolean stream) {
    return stream ? "text/event-stream" : "application/json";
  }

  @Override
  public Seen see(byte[] answer, Asked asked) {
    return new CompletionsView(asked, counting).see(answer);
  }

  @Override
  public String toString() {
    return counting ? "openai completions, counting" : "openai completions";
  }
}
