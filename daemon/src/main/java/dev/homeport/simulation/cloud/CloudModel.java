package dev.homeport.simulation.cloud;

import dev.homeport.simulation.model.Model;
import dev.homeport.wire.JsonFields;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A model of the cloud, with its price.
///
/// @param perPromptToken in dollars
/// @param perAnswerToken in dollars
record CloudModel(
    String id, String title, boolean thinks, BigDecimal perPromptToken, BigDecimal perAnswerToken) {
  private static final int CONTEXT = 131_072;
  private static final Instant CREATED = Instant.parse("2026-11-21T00:00:00Z");

  /// All that there are.
  static final List<CloudModel> ALL =
      List.of(
          of(SimulatedCloud.MODEL, "Simulated: Cloud", false, "0.0000001", "0.0000004"),
          of("simulated/cloud-think", "Simulated: Cloud Think", true, "0.000001", "0.000004"));

  private static CloudModel of(
      String id, String title, boolean thinks, String perPromptToken, String perAnswerToken) {
    return new CloudModel(
        id, title, thinks, new BigDecimal(perPromptToken), new BigDecimal(perAnswerToken));
  }

  /// The one of this id.
  static Optional<CloudModel> find(String id) {
    return ALL.stream().filter(each -> each.id().equals(id)).findFirst();
  }

  /// The same as somebody who speaks knows it.
  Model spoken() {
    List<String> can =
        thinks ? List.of("completion", "tools", "thinking") : List.of("completion", "tools");
    return new Model(id, "simulated", "70B", 0, CONTEXT, can, CREATED);
  }

  /// What these tokens cost.
  BigDecimal cost(long prompt, long answer) {
    return perPromptToken
        .multiply(BigDecimal.valueOf(prompt))
        .add(perAnswerToken.multiply(BigDecimal.valueOf(answer)));
  }

  /// What the list of models says of it.
  JsonFields listed() {
    var architecture =
        new JsonFields()
            .put("modality", "text->text")
            .put("input_modalities", List.of("text"))
            .put("output_modalities", List.of("text"))
            .put("tokenizer", "Other")
            .put("instruct_type", null);
    var pricing =
        new JsonFields()
            .put("prompt", perPromptToken.toPlainString())
            .put("completion", perAnswerToken.toPlainString());
    var parameters =
        thinks
            ? List.of("max_tokens", "stop", "tools", "response_format", "reasoning")
            : List.of("max_tokens", "stop", "tools", "response_format");
    return new JsonFields()
        .put("id", id)
        .put("canonical_slug", id)
        .put("name", title)
        .put("created", CREATED.getEpochSecond())
        .put("description", "Simulated; no model is behind it.")
        .put("context_length", CONTEXT)
        .put("architecture", architecture)
        .put("pricing", pricing)
        .put(
            "top_provider",
            new JsonFields()
                .put("context_length", CONTEXT)
                .put("max_completion_tokens", null)
                .put("is_moderated", false))
        .put("supported_parameters", parameters);
  }
}
