package dev.homeport.doctor.program;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The program that looks, as it was started.
///
/// @param version of Homeport
/// @param feature the number of its Java
/// @param java the same, whole
/// @param machine what that says of how it runs, such as `mixed mode, sharing`
/// @param launcher what started it; nothing where it was `java`
public record Running(
    String version, int feature, String java, String machine, @Nullable Path launcher) {
  /// This process.
  public static Running here(String version) {
    String launcher = System.getProperty("jpackage.app-path");
    return new Running(
        version,
        Runtime.version().feature(),
        System.getProperty("java.version", "") + " of " + System.getProperty("java.vendor", ""),
        System.getProperty("java.vm.info", ""),
        launcher == null ? null : Path.of(launcher));
  }

  /// Whether classes come from a cache that was made before.
  boolean shares() {
    return machine.contains("sharing");
  }
}
