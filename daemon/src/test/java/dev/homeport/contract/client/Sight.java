package dev.homeport.contract.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.contract.Nodes;
import dev.homeport.contract.Seen;
import dev.homeport.contract.Seen.Called;
import dev.homeport.contract.Seen.Ended;
import dev.homeport.contract.Seen.Used;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is gathered while an answer is looked at.
final class Sight {
  final StringBuilder text = new StringBuilder();
  final StringBuilder thinking = new StringBuilder();
  final StringBuilder refusal = new StringBuilder();
  final List<Called> calls = new ArrayList<>();
  final List<String> chances = new ArrayList<>();
  @Nullable Ended why;
  @Nullable String stop;
  @Nullable Used used;
  @Nullable String error;

  /// A call whose arguments are complete.
  void call(String id, String tool, String arguments) {
    JsonNode read = Nodes.read(arguments);
    assertThat(read.isObject()).as("arguments are an object: %s", arguments).isTrue();
    assertThat(tool).as("the name of a tool").isNotEmpty();
    assertThat(calls.stream().map(Called::id).toList())
        .as("ids of calls differ")
        .doesNotContain(id);
    calls.add(new Called(id, tool, read));
  }

  /// The list of tokens with their chances, as OpenAI and Ollama both have it.
  void chances(JsonNode list) {
    for (JsonNode chance : list) {
      Keys.must("token", "logprob").may("bytes", "top_logprobs").in(chance);
      assertThat(chance.path("logprob").isNumber()).isTrue();
      chances.add(Keys.text(chance, "token"));
    }
  }

  Seen seen() {
    return new Seen(
        text.toString(),
        thinking.toString(),
        refusal.toString(),
        List.copyOf(calls),
        why,
        stop,
        used,
        List.copyOf(chances),
        error);
  }
}
