package dev.homeport.config;

import dev.homeport.config.Role.Judgement;
import dev.homeport.config.judge.Candidates;
import dev.homeport.config.judge.Exposure;
import dev.homeport.config.judge.Findings;
import dev.homeport.config.judge.Judging;
import dev.homeport.config.source.Environment.Variable;
import dev.homeport.config.source.References;
import dev.homeport.config.source.Seen;
import dev.homeport.config.table.Table;
import dev.homeport.config.table.Values;
import java.util.Map;

/// Reads the configuration of a role. It reads files and the keychain, and changes nothing.
///
/// @param <S> the role's settings
public final class Loader<S> {
  private final Role<S> role;

  /// A loader for a role.
  public Loader(Role<S> role) {
    this.role = role;
  }

  /// Whose configuration it reads.
  public Role<S> role() {
    return role;
  }

  /// Whether the file has a section for that role.
  public boolean isAskedFor(Inputs inputs) {
    return Sources.read(inputs, new Seen(), new Findings()).has(role.section());
  }

  /// Reads everything and judges it: the settings, or all that is wrong.
  public Loaded<S> load(Inputs inputs) {
    var findings = new Findings();
    var files = new Seen();
    Sources sources = Sources.read(inputs, files, findings);
    Judgement judgement = role.judgement(inputs, sources, files, findings);
    var exposure = new Exposure();
    var reading =
        new Reading(
            sources,
            judgement.table(),
            candidates(judgement.table(), inputs, sources, findings),
            inputs.places(),
            inputs.stateFolder(),
            files,
            findings,
            new Judging(
                new References(sources.environment(), inputs.places(), inputs.store(), files),
                findings),
            exposure);
    Values values = judgement.judge(reading);
    exposure.look(sources.tree());
    exposure.tell(findings);
    return findings.problems().isEmpty()
        ? new Loaded.Good<>(
            role.settings(values, inputs.places()),
            values,
            judgement.table(),
            findings.warnings(),
            findings.notes(),
            sources.file().orElse(null),
            files.stamps())
        : new Loaded.Bad<>(findings.problems(), findings.warnings(), files.stamps());
  }

  private static Candidates candidates(
      Table table, Inputs inputs, Sources sources, Findings findings) {
    var candidates = new Candidates(table, findings);
    candidates.noteNamesIn(sources.tree());
    candidates.addFlags(inputs.flags());
    for (Map<String, Variable> layer : sources.environment().layers()) {
      candidates.addVariables(layer);
    }
    candidates.addTree(sources.tree());
    candidates.addHints(sources.environment().layers());
    return candidates;
  }
}
