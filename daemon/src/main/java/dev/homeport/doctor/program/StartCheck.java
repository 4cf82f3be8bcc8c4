package dev.homeport.doctor.program;

import dev.homeport.doctor.Check;
import dev.homeport.doctor.Outcome;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/// By what it was started, and whether the cache that makes the start quick is used: one fits only
/// the runtime, the flags and the jars that it was made with, and is refused without a word that
/// reaches a log.
public record StartCheck(Running running) implements Check {
  private static final String AGAIN = "scripts/package   # makes it anew";

  @Override
  public String id() {
    return "program.start";
  }

  @Override
  public Outcome look() {
    Path launcher = running.launcher();
    if (launcher == null) {
      return Outcome.ok("started by java, " + shared());
    }
    Path app = app(launcher);
    if (app == null) {
      return Outcome.ok("started from a checkout by " + launcher + ", " + shared());
    }
    Path cache = app.resolve(launcher.getFileName() + ".aot");
    if (!Files.exists(cache)) {
      return Outcome.warn("there is no AOT cache " + cache + "; it starts slower", AGAIN);
    }
    if (!running.shares()) {
      return Outcome.warn(
          "the AOT cache " + cache + " was refused: it was made for another runtime or other flags",
          AGAIN);
    }
    Path newer = newer(app, cache);
    return newer == null
        ? Outcome.ok("started by " + launcher + ", with its AOT cache")
        : Outcome.warn("the AOT cache " + cache + " is older than " + newer, AGAIN);
  }

  private String shared() {
    return running.shares() ? "with the JDK's own class cache" : "without a class cache";
  }

  /// The folder with the jars of what jpackage makes; nothing where the launcher is none of those.
  private static @Nullable Path app(Path launcher) {
    Path folder = launcher.getParent();
    Path image = folder == null ? null : folder.getParent();
    if (image == null) {
      return null;
    }
    for (Path app : new Path[] {image.resolve("app"), image.resolve("lib/app")}) {
      if (Files.exists(app.resolve(launcher.getFileName() + ".cfg"))) {
        return app;
      }
    }
    return null;
  }

  private static @Nullable Path newer(Path app, Path cache) {
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(app, "*.jar")) {
      FileTime made = Files.getLastModifiedTime(cache);
      for (Path jar : jars) {
        if (Files.getLastModifiedTime(jar).compareTo(made) > 0) {
          return jar.getFileName();
        }
      }
    } catch (IOException _) {
      // What cannot be seen is not said to be wrong.
    }
    return null;
  }
}
