package dev.homeport.config;

import dev.homeport.config.source.Problem;
import dev.homeport.config.source.Stamp;
import dev.homeport.config.table.Table;
import dev.homeport.config.table.Values;
import dev.homeport.config.table.Values.Line;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What came of reading the configuration of a role.
///
/// @param <S> the role's settings
public sealed interface Loaded<S> {
  /// The files that had a say, or would have had one if they existed, as they were before they were
  /// read.
  Map<Path, Stamp> files();

  /// What is doubtful.
  List<Problem> warnings();

  /// It can be used.
  ///
  /// @param values the same as the settings, with where each is written
  /// @param table the settings that there are
  /// @param notes what was decided on the way, for who debugs it
  /// @param file the `homeport.yaml` that was read, if there was one
  record Good<S>(
      S settings,
      Values values,
      Table table,
      List<Problem> warnings,
      List<String> notes,
      @Nullable Path file,
      Map<Path, Stamp> files)
      implements Loaded<S> {
    /// Every setting with its value and source, for people; secrets are masked.
    public List<Line> lines() {
      return values.lines(table);
    }
  }

  /// It cannot.
  ///
  /// @param problems all there are
  record Bad<S>(List<Problem> problems, List<Problem> warnings, Map<Path, Stamp> files)
      implements Loaded<S> {}
}
