package dev.homeport.cli;

import dev.homeport.config.Inputs;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that say where the configuration is, and those that are stronger than it.
final class ConfigOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The file, instead of the first homeport.yaml that is found.")
  private @Nullable Path config;

  @Option(
      names = "--env-file",
      paramLabel = "FILE",
      description = "The file of variables, instead of .env in the working folder.")
  private @Nullable Path envFile;

  @Option(
      names = "--set",
      paramLabel = "SETTING=VALUE",
      description = {"One setting, stronger than any file:", "--set daemon.limits.queue=64"})
  private Map<String, String> set = new LinkedHashMap<>();

  /// The inputs with these options.
  Inputs in(Inputs inputs) {
    return inputs.withConfig(config).withEnvFile(envFile).withFlags(Map.copyOf(set));
  }

  /// One more setting, from an option of its own; nothing changes where that was not given.
  ConfigOptions with(String path, @Nullable String value) {
    if (value != null) {
      set.put(path, value);
    }
    return this;
  }
}
