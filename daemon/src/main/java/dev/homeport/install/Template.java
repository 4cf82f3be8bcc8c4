package dev.homeport.install;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The files of the repository's `launchd/` and `daemon/deploy/systemd/`, which are in the program
/// as they are there.
public final class Template {
  private Template() {}

  /// The text of one.
  public static String of(String name) {
    try (InputStream file = Template.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException("the program was built without " + name);
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
