package dev.homeport.config.door;

import dev.homeport.config.source.Places;
import dev.homeport.config.table.Values;
import dev.homeport.config.value.Secret;
import java.nio.file.Path;

/// Where durable state is. A daemon's is always a folder, and [StateUrl#folder] which one.
public sealed interface StatePlace {
  /// A folder with an fsynced log.
  record Folder(Path folder) implements StatePlace {}

  /// A file of SQLite.
  record Sqlite(Path file) implements StatePlace {}

  /// A Redis or Valkey, as `redis://` or `rediss://` with `user:password@host:port/number`.
  record Redis(Secret url) implements StatePlace {}

  /// Where it is by these values.
  static StatePlace of(Values values, Places places) {
    String url = values.of(StateUrl.STATE);
    if (StateUrl.isFolder(url)) {
      return new Folder(StateUrl.folder(values, places));
    }
    return url.startsWith(StateUrl.SQLITE)
        ? new Sqlite(
            places.resolve(url.substring(StateUrl.SQLITE.length()), values.origin(StateUrl.STATE)))
        : new Redis(new Secret(url));
  }

  /// The folder of what belongs to this machine alone.
  static Path local(Values values, Places places) {
    return switch (of(values, places)) {
      case Folder(Path folder) -> folder;
      case Sqlite(Path file) -> {
        Path parent = file.getParent();
        yield parent == null ? places.folder() : parent;
      }
      case Redis _ -> places.state();
    };
  }
}
