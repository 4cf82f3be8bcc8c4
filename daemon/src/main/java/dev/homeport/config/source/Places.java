package dev.homeport.config.source;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where relative paths begin, and where things are that nobody places.
///
/// @param folder the working folder
/// @param home the user's folder, for `~/`
/// @param state the folder of what nobody has placed elsewhere
public record Places(Path folder, @Nullable Path home, Path state) {
  /// The path that a text of that origin means.
  public Path resolve(String path, Origin origin) {
    if (home != null && path.startsWith("~/")) {
      return home.resolve(path.substring(2)).normalize();
    }
    Path base =
        origin instanceof Origin.InFile in && in.file().getParent() != null
            ? in.file().getParent()
            : folder;
    return folder.resolve(base).resolve(path).normalize();
  }
}
