package dev.homeport.config.provider;

import dev.homeport.config.source.Origin;
import org.jspecify.annotations.Nullable;

/// A provider that somebody named.
///
/// @param known the one of the environment's that it is, so that those variables are its own
/// @param origin where it was named first
public record Named(String name, @Nullable WellKnown known, Origin origin) {
  /// Whether the file names it.
  public boolean isInFile() {
    return origin instanceof Origin.InFile;
  }

  /// The path of its section.
  public String path() {
    return ProviderRows.SECTION + "." + name;
  }
}
