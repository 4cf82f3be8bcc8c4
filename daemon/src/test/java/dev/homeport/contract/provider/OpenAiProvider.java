package dev.homeport.contract.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeport.contract.Asked;
import dev.homeport.contract.Nodes;
import dev.homeport.contract.Script;
import dev.homeport.contract.Script.Counting;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;

/// A provider with OpenAI's chat completions.
record OpenAiProvider(OpenAiFlavour flavour) implements ProviderVoice {
  private static final Set<String> KNOBS =
      Set.of(
          "temperature",
          "top_p",
          "presence_penalty",
          "frequency_penalty",
          "seed",
          "max_tokens",
          "stop");

  @Override
  public String model() {
    return flavour == OpenAiFlavour.OPENROUTER ? "foreign/llama-3" : "foreign-model-3";
  }

  @Override
  public Asked carried(Asked said) {
    var knobs = new TreeMap<>(said.knobs());
    knobs.keySet().retainAll(KNOBS);
    return said.turned(knobs);
  }

  /// Groq has no chances of tokens.
  @Override
  public boolean cannot(Asked said) {
    return flavour == OpenAiFlavour.GROQ && said.chances() != null;
  }

  @Override
  public Script played(Script script, Asked asked) {
    Script played = Played.stoppingSilently(script);
    if (flavour.thinking() == null) {
      played = Played.withoutThinking(played);
    }
    return flavour == OpenAiFlavour.OPENAI ? played : Played.refusingInWords(played);
  }

  @Override
  public Set<Counting> countings() {
    return flavour == OpenAiFlavour.OPENAI
        ? EnumSet.of(Counting.APART)
        : EnumSet.allOf(Counting.class);
  }

  @Override
  public boolean isQuestion(String target) {
    return target.equals("/chat/completions");
  }

  @Override
  public Asked understand(String target, byte[] body) {
    return new OpenAiParsing(flavour).understood(Parsing.body(body));
  }

  @Override
  public Rendered render(Script script, Asked asked) {
    return new OpenAiRendering(flavour, played(script, asked), asked).rendered();
  }

  @Override
  public Rendered aside(String method, String target, byte[] body) {
    if (target.equals("/embeddings")) {
      return Rendered.json(200, Vectors.listed(body));
    }
    if (!target.equals("/models")) {
      return Rendered.json(404, OpenAiRendering.error(flavour, 404, "no such page"));
    }
    JsonNode list =
        flavour == OpenAiFlavour.OPENROUTER
            ? Nodes.read(
                """
                {"data":[{"id":"foreign/llama-3","canonical_slug":"foreign/llama-3","created":1795253652,
                "name":"Foreign: Llama 3","context_length":131072,
                "architecture":{"modality":"text+image->text","input_modalities":["text","image"],
                "output_modalities":["text"],"tokenizer":"Other","instruct_type":null},
                "pricing":{"prompt":"0.0000001","completion":"0.0000002"},
                "top_provider":{"context_length":131072,"max_completion_tokens":16384,"is_moderated":false},
                "supported_parameters":["max_tokens","temperature","tools","tool_choice","reasoning",
                "include_reasoning","response_format","structured_outputs","seed","stop","top_p"]}]}""")
            : Nodes.read(
                """
                {"object":"list","data":[{"id":"foreign-model-3","object":"model","created":1795253652,
                "owned_by":"foreign"}]}""");
    return Rendered.json(200, list);
  }

  @Override
  public String toString() {
    return flavour.name().toLowerCase(Locale.ROOT);
  }
}
