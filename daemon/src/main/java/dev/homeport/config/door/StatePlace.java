package dev.homeport.config.door;

import dev.homeport.config.value.Secret;
import java.nio.file.Path;

/// Where durable state is.
public sealed interface StatePlace {
  /// A folder with an fsynced log.
  record Folder(Path folder) implements StatePlace {}

  /// A file of SQLite.
  record Sqlite(Path file) implements StatePlace {}

  /// A Redis or Valkey, as `redis://` or `rediss://` with `user:password@host:port/number`.
  record Redis(Secret url) implements StatePlace {}
}
