package dev.homeport.tunnel.twingate.client;

import dev.homeport.config.value.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// A service key in a file of its own, for its owner alone and for as long as somebody reads it.
record KeyFile(Path path) implements AutoCloseable {
  static KeyFile of(Secret key) throws IOException {
    Path path =
        Files.createTempFile(
            "homeport-twingate-",
            ".json",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    var file = new KeyFile(path);
    try {
      Files.writeString(path, key.reveal());
      return file;
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(path);
  }
}
