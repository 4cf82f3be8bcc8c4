package dev.homeport.config;

import dev.homeport.config.judge.Candidates;
import dev.homeport.config.judge.Exposure;
import dev.homeport.config.judge.Findings;
import dev.homeport.config.judge.Judging;
import dev.homeport.config.source.Places;
import dev.homeport.config.source.Seen;
import dev.homeport.config.table.Setting;
import dev.homeport.config.table.Table;
import dev.homeport.config.table.Values;
import java.nio.file.Path;

/// One reading of one role's configuration, as far as it has come.
///
/// @param stateFolder where state is kept unless told otherwise
/// @param files the files that are looked at
public record Reading(
    Sources sources,
    Table table,
    Candidates candidates,
    Places places,
    Path stateFolder,
    Seen files,
    Findings findings,
    Judging judging,
    Exposure exposure) {
  /// The values and that of one setting, unless there is none or it is wrong.
  public <T> Values judge(Setting<T> setting, Values values) {
    exposure.look(setting, candidates.of(setting));
    return judging.judge(setting, candidates.of(setting), values);
  }
}
