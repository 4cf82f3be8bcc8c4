package dev.homeport.cli;

import dev.homeport.config.Inputs;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/// The options that say where the configuration is, and those that are stronger than it.
///
/// A command has them by a mixin, or describes and reads them without annotations.
final class ConfigOptions {
  private static final String FILE = "--config";
  private static final String FILE_LABEL = "FILE";
  private static final String FILE_SAYS =
      "The file, instead of the first homeport.yaml that is found.";
  private static final String ENV = "--env-file";
  private static final String ENV_SAYS =
      "The file of variables, instead of .env in the working folder.";
  private static final String SET = "--set";
  private static final String SET_LABEL = "SETTING=VALUE";
  private static final String SET_SAYS =
      "One setting, stronger than any file: --set daemon.limits.queue=64";

  @Option(names = FILE, paramLabel = FILE_LABEL, description = FILE_SAYS)
  private @Nullable Path config;

  @Option(names = ENV, paramLabel = FILE_LABEL, description = ENV_SAYS)
  private @Nullable Path envFile;

  @Option(names = SET, paramLabel = SET_LABEL, description = SET_SAYS)
  private Map<String, String> set = new LinkedHashMap<>();

  /// Adds them to a command that has no annotations.
  static void describe(CommandSpec command) {
    command.addOption(
        OptionSpec.builder(FILE)
            .paramLabel(FILE_LABEL)
            .type(Path.class)
            .description(FILE_SAYS)
            .build());
    command.addOption(
        OptionSpec.builder(ENV)
            .paramLabel(FILE_LABEL)
            .type(Path.class)
            .description(ENV_SAYS)
            .build());
    command.addOption(
        OptionSpec.builder(SET)
            .paramLabel(SET_LABEL)
            .type(Map.class)
            .auxiliaryTypes(String.class, String.class)
            .description(SET_SAYS)
            .build());
  }

  /// As they were given to such a command.
  static ConfigOptions given(ParseResult parsed) {
    var options = new ConfigOptions();
    options.config = parsed.matchedOptionValue(FILE, options.config);
    options.envFile = parsed.matchedOptionValue(ENV, options.envFile);
    options.set.putAll(parsed.matchedOptionValue(SET, Map.<String, String>of()));
    return options;
  }

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
