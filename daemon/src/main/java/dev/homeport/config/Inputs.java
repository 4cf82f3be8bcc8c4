package dev.homeport.config;

import dev.homeport.config.source.Places;
import dev.homeport.config.source.SecretStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the configuration is read from.
///
/// @param env the variables of this process
/// @param folder the working folder
/// @param configFolders where `homeport.yaml` is looked for after the working folder, in that
///   order; `/etc/homeport` among them where the platform has it
/// @param stateFolder where state is kept unless `state.url` says otherwise
/// @param flags what the command line sets, by dotted path
/// @param config the file of `--config`
/// @param envFile the file of `--env-file`
/// @param store the machine's keychain
public record Inputs(
    Map<String, String> env,
    Path folder,
    List<Path> configFolders,
    Path stateFolder,
    Map<String, String> flags,
    @Nullable Path config,
    @Nullable Path envFile,
    SecretStore store) {

  /// Inputs without anything from a command line.
  public static Inputs of(
      Map<String, String> env,
      Path folder,
      List<Path> configFolders,
      Path stateFolder,
      SecretStore store) {
    return new Inputs(env, folder, configFolders, stateFolder, Map.of(), null, null, store);
  }

  /// The same with settings from the command line.
  public Inputs withFlags(Map<String, String> set) {
    return new Inputs(env, folder, configFolders, stateFolder, set, config, envFile, store);
  }

  /// The same with `--config`, where it was given.
  public Inputs withConfig(@Nullable Path file) {
    return new Inputs(env, folder, configFolders, stateFolder, flags, file, envFile, store);
  }

  /// The same with `--env-file`, where it was given.
  public Inputs withEnvFile(@Nullable Path file) {
    return new Inputs(env, folder, configFolders, stateFolder, flags, config, file, store);
  }

  Places places() {
    String home = env.get("HOME");
    return new Places(folder, home == null || home.isBlank() ? null : Path.of(home), stateFolder);
  }
}
