package dev.homeport.config;

import dev.homeport.config.source.Problem;
import dev.homeport.config.source.Stamp;
import dev.homeport.config.table.Values;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What came of reading the configuration.
public sealed interface Loaded {
  /// The files that had a say, or would have had one if they existed, as they were before they were
  /// read.
  Map<Path, Stamp> files();

  /// What is doubtful.
  List<Problem> warnings();

  /// It can be used.
  ///
  /// @param values the same as the settings, with where each is written
  /// @param notes what was decided on the way, for who debugs it
  /// @param file the `homeport.yaml` that was read, if there was one
  record Good(
      DaemonSettings settings,
      Values values,
      List<Problem> warnings,
      List<String> notes,
      @Nullable Path file,
      Map<Path, Stamp> files)
      implements Loaded {}

  /// It cannot.
  ///
  /// @param problems all there are
  record Bad(List<Problem> problems, List<Problem> warnings, Map<Path, Stamp> files)
      implements Loaded {}
}
