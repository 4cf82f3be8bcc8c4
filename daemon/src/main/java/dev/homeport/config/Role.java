package dev.homeport.config;

import dev.homeport.config.judge.Findings;
import dev.homeport.config.source.Places;
import dev.homeport.config.source.Seen;
import dev.homeport.config.table.Table;
import dev.homeport.config.table.Values;

/// What a role makes of its part of the configuration.
///
/// @param <S> its settings
public interface Role<S> {
  /// Its section of the file.
  String section();

  /// What the starter file offers.
  Starter.Part starter();

  /// How these sources are judged.
  ///
  /// @param files is told which files are looked at
  Judgement judgement(Inputs inputs, Sources sources, Seen files, Findings findings);

  /// Makes settings of values; all that can be wrong was found before.
  S settings(Values values, Places places);

  /// How one reading is judged.
  interface Judgement {
    /// The settings that there are.
    Table table();

    /// Judges each setting alone, then what they mean to one another; the values that hold.
    Values judge(Reading reading);
  }
}
