package dev.homeport.contract.provider;

import dev.homeport.contract.Asked;
import dev.homeport.contract.Nodes;
import dev.homeport.contract.Script;
import dev.homeport.contract.Script.Counting;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeMap;

/// Anthropic's messages.
final class AnthropicProvider implements ProviderVoice {
  private static final Set<String> KNOBS =
      Set.of("temperature", "top_p", "top_k", "max_tokens", "stop");

  @Override
  public String model() {
    return "claude-foreign-4-5";
  }

  @Override
  public Asked carried(Asked said) {
    var knobs = new TreeMap<>(said.knobs());
    knobs.keySet().retainAll(KNOBS);
    if (knobs.containsKey("temperature")) {
      // The newer models refuse both together.
      knobs.remove("top_p");
    }
    return GeminiProvider.instructionsFirst(said).turned(knobs).weighing(null);
  }

  /// JSON of any shape is not to be had.
  @Override
  public boolean cannot(Asked said) {
    Asked.Shape shape = said.shape();
    return shape != null && shape.schema() == null;
  }

  @Override
  public Script played(Script script, Asked asked) {
    Script played = Played.refusingInWords(script);
    return asked.think() == null || asked.think().equals("off")
        ? Played.withoutThinking(played)
        : played;
  }

  @Override
  public Set<Counting> countings() {
    return EnumSet.of(Counting.WITH_FINISH);
  }

  @Override
  public boolean isQuestion(String target) {
    return target.equals("/messages");
  }

  @Override
  public Asked understand(String target, byte[] body) {
    return new AnthropicParsing().understood(Parsing.body(body));
  }

  @Override
  public Rendered render(Script script, Asked asked) {
    return new AnthropicRendering(played(script, asked), asked).rendered();
  }

  @Override
  public Rendered aside(String method, String target, byte[] body) {
    return target.startsWith("/models")
        ? Rendered.json(
            200,
            Nodes.read(
                """
                {"data":[{"type":"model","id":"claude-foreign-4-5","display_name":"Claude Foreign",
                "created_at":"2026-02-19T00:00:00Z"}],"has_more":false,
                "first_id":"claude-foreign-4-5","last_id":"claude-foreign-4-5"}"""))
        : Rendered.json(404, AnthropicRendering.error(404, "no such page"));
  }

  @Override
  public String toString() {
    return "anthropic";
  }
}
