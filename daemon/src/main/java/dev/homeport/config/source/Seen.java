package dev.homeport.config.source;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// The files that one reading looked at, each with its stamp from before it was read: a change in
/// between is seen later.
public final class Seen {
  private final Map<Path, Stamp> stamps = new LinkedHashMap<>();

  /// Remembers a file that is about to be read.
  public void look(Path file) {
    stamps.putIfAbsent(file, Stamp.of(file));
  }

  /// All of them.
  public Map<Path, Stamp> stamps() {
    return Map.copyOf(stamps);
  }
}
