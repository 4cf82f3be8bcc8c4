package dev.homeport.contract.provider;

import dev.homeport.contract.Asked;
import dev.homeport.contract.Nodes;
import dev.homeport.contract.Script;
import dev.homeport.contract.Script.Counting;
import dev.homeport.contract.Turn;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/// Google's own API for Gemini.
final class GeminiProvider implements ProviderVoice {
  private static final Set<String> KNOBS =
      Set.of(
          "temperature",
          "top_p",
          "top_k",
          "presence_penalty",
          "frequency_penalty",
          "seed",
          "max_tokens",
          "stop");

  @Override
  public String model() {
    return "gemini-2.5-flash-foreign";
  }

  /// Instructions have one place, in front.
  @Override
  public Asked carried(Asked said) {
    var knobs = new TreeMap<>(said.knobs());
    knobs.keySet().retainAll(KNOBS);
    return Schemas.plain(instructionsFirst(said)).turned(knobs).weighing(null);
  }

  static Asked instructionsFirst(Asked said) {
    var turns = new ArrayList<Turn>();
    if (!said.instructions().isEmpty()) {
      turns.add(new Turn.Instruction(String.join("\n", said.instructions())));
    }
    said.turns().stream().filter(turn -> !(turn instanceof Turn.Instruction)).forEach(turns::add);
    return said.turns(turns);
  }

  @Override
  public Script played(Script script, Asked asked) {
    Script played = Played.stoppingSilently(Played.refusingInWords(script));
    return asked.think() == null || asked.think().equals("off")
        ? Played.withoutThinking(played)
        : played;
  }

  @Override
  public Set<Counting> countings() {
    return EnumSet.of(Counting.NEVER, Counting.WITH_FINISH, Counting.ALWAYS);
  }

  @Override
  public boolean isQuestion(String target) {
    return target.contains(":streamGenerateContent") || target.contains(":generateContent");
  }

  @Override
  public Asked understand(String target, byte[] body) {
    return new GeminiParsing().understood(target, Parsing.body(body));
  }

  @Override
  public Rendered render(Script script, Asked asked) {
    return new GeminiRendering(played(script, asked), asked).rendered();
  }

  @Override
  public Rendered aside(String method, String target, byte[] body) {
    return target.startsWith("/v1beta/models") || target.startsWith("/models")
        ? Rendered.json(
            200,
            Nodes.read(
                """
                {"models":[{"name":"models/gemini-2.5-flash-foreign","version":"001",
                "displayName":"Foreign Flash","inputTokenLimit":1048576,"outputTokenLimit":65536,
                "supportedGenerationMethods":["generateContent","countTokens"],"thinking":true}]}"""))
        : Rendered.json(404, GeminiRendering.error(404, "no such page"));
  }

  /// How Google tells a model's name in a target.
  static List<String> parts(String target) {
    int name = target.indexOf("/models/") + "/models/".length();
    int colon = target.indexOf(':', name);
    return List.of(target.substring(name, colon), target.substring(colon + 1));
  }

  @Override
  public String toString() {
    return "gemini";
  }
}
