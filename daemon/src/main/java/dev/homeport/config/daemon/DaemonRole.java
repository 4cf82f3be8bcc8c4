package dev.homeport.config.daemon;

import dev.homeport.config.Inputs;
import dev.homeport.config.Loader;
import dev.homeport.config.Reading;
import dev.homeport.config.Role;
import dev.homeport.config.Sources;
import dev.homeport.config.Starter;
import dev.homeport.config.door.StateUrl;
import dev.homeport.config.judge.Candidates;
import dev.homeport.config.judge.Findings;
import dev.homeport.config.source.Places;
import dev.homeport.config.source.Seen;
import dev.homeport.config.table.Setting;
import dev.homeport.config.table.Table;
import dev.homeport.config.table.Values;
import java.util.List;
import java.util.Map;

/// How the daemon's settings are read.
public final class DaemonRole implements Role<DaemonSettings>, Role.Judgement {
  /// Reads them.
  public static final Loader<DaemonSettings> LOADER = new Loader<>(new DaemonRole());

  private DaemonRole() {}

  @Override
  public String section() {
    return "daemon";
  }

  @Override
  public Starter.Part starter() {
    return new Starter.Part(
        DaemonTable.TABLE, List.of(DaemonTable.DOOR.listen(), DaemonTable.OLLAMA));
  }

  /// The same whatever the sources.
  @Override
  public Judgement judgement(Inputs inputs, Sources sources, Seen files, Findings findings) {
    return this;
  }

  @Override
  public Table table() {
    return DaemonTable.TABLE;
  }

  @Override
  public Values judge(Reading reading) {
    String ownState = StateUrl.of(reading.stateFolder());
    Candidates candidates = reading.candidates();
    candidates.addDefaults(Map.of(StateUrl.STATE.path(), ownState));
    Values values = Values.none();
    for (Setting<?> setting : DaemonTable.TABLE.settings()) {
      if (setting.equals(DaemonTable.OLLAMA_KEY)
          && !Candidates.isByName(DaemonTable.OLLAMA, values.origin(DaemonTable.OLLAMA))) {
        // The variable holds the key of the host in another one, and goes to no host but that.
        candidates.leaveOutVariables(setting, "is not sent: OLLAMA_BASE_URL does not say to whom");
      }
      values = reading.judge(setting, values);
    }
    return DaemonChecks.apply(
        values,
        reading.sources().environment(),
        reading.sources().has("router"),
        ownState,
        reading.findings());
  }

  @Override
  public DaemonSettings settings(Values values, Places places) {
    return DaemonAssembly.settings(values, places);
  }
}
