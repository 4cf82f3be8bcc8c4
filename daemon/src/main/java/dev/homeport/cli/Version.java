package dev.homeport.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.IVersionProvider;

/// The version of this Homeport, as the build wrote it.
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"homeport " + number()};
  }

  /// The number alone.
  static String number() {
    try (var in = Version.class.getResourceAsStream("version.txt")) {
      return in == null ? "unknown" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException _) {
      return "unknown";
    }
  }
}
