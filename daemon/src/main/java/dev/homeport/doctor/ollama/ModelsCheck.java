package dev.homeport.doctor.ollama;

import dev.homeport.doctor.Check;
import dev.homeport.doctor.Outcome;
import dev.homeport.doctor.look.Said;
import dev.homeport.wire.InstalledModel;
import dev.homeport.wire.ModelName;
import dev.homeport.wire.OllamaLists;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether Ollama has models, and among them those that the daemon shall keep warm.
///
/// @param warm the names by the settings
public record ModelsCheck(Behind ollama, List<String> warm) implements Check {
  private static final int MOST_SHOWN = 5;

  /// Copies the list.
  public ModelsCheck {
    warm = List.copyOf(warm);
  }

  @Override
  public String id() {
    return "ollama.models";
  }

  @Override
  public List<String> needs() {
    return List.of("ollama.alive");
  }

  @Override
  public Outcome look() throws InterruptedException {
    return switch (ollama.ask("/api/tags")) {
      case Said.Nothing(var failure) ->
          Outcome.fail("no list of models came: " + failure.why(), ollama.restart());
      case Said.Answered said -> listed(said);
    };
  }

  private Outcome listed(Said.Answered said) {
    Optional<List<InstalledModel>> list =
        OllamaLists.installed(said.text().getBytes(StandardCharsets.UTF_8));
    if (list.isEmpty()) {
      return Outcome.fail(
          "what came is no list of models (status " + said.status() + ")", ollama.restart());
    }
    List<String> names = list.get().stream().map(InstalledModel::name).toList();
    ollama.models().set(names);
    var missing = new ArrayList<Outcome>();
    if (names.isEmpty() && warm.isEmpty()) {
      missing.add(Outcome.fail("no model is installed", "ollama pull qwen2.5:7b"));
    }
    for (String model : warm) {
      if (!names.contains(ModelName.normalised(model))) {
        missing.add(
            Outcome.fail(
                "daemon.warm names " + model + ", which is not installed", "ollama pull " + model));
      }
    }
    String more = names.size() > MOST_SHOWN ? ", …" : "";
    return Outcome.of(
        missing,
        names.size()
            + (names.size() == 1 ? " model: " : " models: ")
            + String.join(", ", names.subList(0, Math.min(MOST_SHOWN, names.size())))
            + more);
  }
}
