package dev.homeport.config;

import dev.homeport.config.judge.Candidates;
import dev.homeport.config.judge.Exposure;
import dev.homeport.config.judge.Findings;
import dev.homeport.config.judge.Judging;
import dev.homeport.config.source.Environment.Variable;
import dev.homeport.config.source.Node.Field;
import dev.homeport.config.source.References;
import dev.homeport.config.source.Seen;
import dev.homeport.config.table.Setting;
import dev.homeport.config.table.Table;
import dev.homeport.config.table.Values;
import dev.homeport.config.table.Values.Line;
import java.util.List;
import java.util.Map;

/// Reads the daemon's configuration. It reads files and the keychain, and changes nothing.
public final class Loader {
  private static final Table TABLE = DaemonTable.TABLE;

  private Loader() {}

  /// Reads everything and judges it: the settings, or all that is wrong.
  public static Loaded load(Inputs inputs) {
    var findings = new Findings();
    var files = new Seen();
    Sources sources = Sources.read(inputs, files, findings);
    String ownState = StateUrl.of(inputs.stateFolder());
    Candidates candidates = candidates(inputs, sources, ownState, findings);
    var references = new References(sources.environment(), inputs.places(), inputs.store(), files);
    var judging = new Judging(references, findings);
    var exposure = new Exposure();
    Values values = Values.none();
    for (Setting<?> setting : TABLE.settings()) {
      if (setting.equals(DaemonTable.OLLAMA_KEY) && !isByName(DaemonTable.OLLAMA, values)) {
        // The variable holds the key of the host in another one, and goes to no host but that.
        candidates.leaveOutVariables(setting, "is not sent: OLLAMA_BASE_URL does not say to whom");
      }
      values = judging.judge(setting, candidates.of(setting), values);
      exposure.look(setting, candidates.of(setting));
    }
    exposure.look(sources.tree());
    exposure.tell(findings);
    boolean hasRouter =
        sources.tree().fields().stream().map(Field::name).anyMatch(TABLE::isElsewhere);
    values = Checks.apply(values, sources.environment(), hasRouter, ownState, findings);
    return findings.problems().isEmpty()
        ? new Loaded.Good(
            Assembly.settings(values, inputs.places()),
            values,
            findings.warnings(),
            findings.notes(),
            sources.file().orElse(null),
            files.stamps())
        : new Loaded.Bad(findings.problems(), findings.warnings(), files.stamps());
  }

  /// Every setting with its value and source, for people; secrets are masked.
  public static List<Line> lines(Loaded.Good good) {
    return good.values().lines(TABLE);
  }

  private static boolean isByName(Setting<?> setting, Values values) {
    return Candidates.isByName(setting, values.origin(setting));
  }

  private static Candidates candidates(
      Inputs inputs, Sources sources, String ownState, Findings findings) {
    var candidates = new Candidates(TABLE, findings);
    candidates.noteNamesIn(sources.tree());
    candidates.addFlags(inputs.flags());
    for (Map<String, Variable> layer : sources.environment().layers()) {
      candidates.addVariables(layer);
    }
    candidates.addTree(sources.tree());
    candidates.addHints(sources.environment().layers());
    candidates.addDefaults(Map.of(DaemonTable.STATE.path(), ownState));
    return candidates;
  }
}
