package dev.homeport.dialect.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeport.chat.Reasoning;
import dev.homeport.wire.json.Json;
import org.jspecify.annotations.Nullable;

/// How much a model shall think, in the measure of its generation: tokens before the third, levels
/// from then on, nothing where it does not think at all.
final class ThinkingWish {
  private static final int LITTLE = 1_024;
  private static final int MEDIUM = 8_192;
  private static final int MUCH = 24_576;

  /// What a Pro of generation 2.5 thinks at least and at most; it cannot do without.
  private static final int PRO_LEAST = 128;

  private static final int PRO_MOST = 32_768;

  private static final int LITE_LEAST = 512;

  private ThinkingWish() {}

  /// The `thinkingConfig`; nothing where there is nothing to say.
  static @Nullable ObjectNode of(Reasoning reasoning, Generation generation) {
    var config = Json.object();
    if (generation.thinksInTokens()) {
      Integer budget = budget(reasoning, generation);
      if (budget != null) {
        config.put("thinkingBudget", budget);
      }
    } else if (generation.thinksInLevels()) {
      String level = level(reasoning, generation);
      if (level != null) {
        config.put("thinkingLevel", level);
      }
    } else {
      return null;
    }
    if (reasoning.on()) {
      config.put("includeThoughts", true);
    }
    return config;
  }

  private static @Nullable Integer budget(Reasoning reasoning, Generation generation) {
    int least = generation.isPro() ? PRO_LEAST : generation.isLite() ? LITE_LEAST : 0;
    int most = generation.isPro() ? PRO_MOST : MUCH;
    if (!reasoning.on()) {
      return generation.isPro() ? least : 0;
    }
    if (reasoning.budget() != null) {
      return Math.clamp(reasoning.budget(), least, most);
    }
    return switch (reasoning.effort()) {
      case null -> null;
      case "minimal", "low" -> LITTLE;
      case "medium" -> MEDIUM;
      case "high" -> MUCH;
      case "max" -> most;
      default -> null;
    };
  }

  private static @Nullable String level(Reasoning reasoning, Generation generation) {
    String least = generation.isPro() ? "low" : "minimal";
    String middle =
        generation.isPro() && generation.major() == 3 && generation.minor() == 0
            ? "high"
            : "medium";
    if (!reasoning.on()) {
      return least;
    }
    if (reasoning.effort() == null && reasoning.budget() != null) {
      int budget = reasoning.budget();
      return budget <= LITTLE ? "low" : budget <= MEDIUM ? middle : "high";
    }
    return switch (reasoning.effort()) {
      case null -> null;
      case "minimal" -> least;
      case "low" -> "low";
      case "medium" -> middle;
      case "high", "max" -> "high";
      default -> null;
    };
  }
}
