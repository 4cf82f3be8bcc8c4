package dev.homeport.doctor;

import dev.homeport.config.Loaded;
import dev.homeport.config.source.Problem;
import dev.homeport.doctor.config.VariablesCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/// Which files hold secrets, as far as the reading of the configuration knows: those that were
/// found open with secrets in them, and those that hold one whole.
final class SecretPlaces {
  private SecretPlaces() {}

  /// They.
  ///
  /// @param known files that the settings name and that hold none
  static Set<Path> of(Chart chart, Loaded<?> loaded, Set<Path> known) {
    var places = new LinkedHashSet<Path>();
    for (Problem doubt : loaded.warnings()) {
      if (doubt.right().startsWith("run: chmod")) {
        places.add(Path.of(doubt.source()));
      }
    }
    for (var entry : loaded.files().entrySet()) {
      Path file = entry.getKey();
      boolean configuration =
          file.equals(chart.envFile())
              || file.toString().endsWith(".yaml")
              || file.toString().endsWith(".yml");
      if (entry.getValue().modified() != null && !configuration && !known.contains(file)) {
        places.add(file);
      }
    }
    if (VariablesCheck.holdsSecrets(chart.envFile())) {
      places.add(chart.envFile());
    }
    Path folder = chart.envFile().getParent();
    String accounts =
        chart.platform().env().getOrDefault("OLLAMA_CLOUD_ACCOUNTS", "config/cloud_accounts.json");
    if (folder != null) {
      places.add(folder.resolve(accounts));
    }
    places.add(Path.of("/etc/twingate/service_key.json"));
    places.removeIf(place -> !Files.isRegularFile(place));
    return places;
  }
}
