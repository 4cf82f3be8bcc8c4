package dev.homeport.client;

import dev.homeport.contract.Script;
import dev.homeport.contract.provider.ProviderVoice;
import dev.homeport.fake.Front;
import dev.homeport.fake.NewKeys;
import dev.homeport.fake.RudeServer;
import dev.homeport.fake.ScriptedProvider;
import dev.homeport.story.Machine;
import dev.homeport.story.RouterProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A router as a program of its own, whose home is a scripted Ollama or nobody, and whose cloud is
/// a scripted OpenRouter. Who fails is asked again by the next question, which is another test's.
final class RouterRig implements Front, AutoCloseable {
  /// Who answers.
  enum Whence {
    /// Home.
    HOME,
    /// The cloud, because home has refused to be asked from the start.
    CLOUD
  }

  /// Nothing is taken for granted about where bytes are cut.
  private static final long SEED = 4;

  private final Path folder;
  private final ScriptedProvider home = provider("ollama rendered", "");
  private final ScriptedProvider cloud = provider("openrouter", "/v1");
  private final Whence whence;
  private final NewKeys keys;
  private final String key;
  private final String uselessKey;
  private final RouterProcess router;
  private int hurried;

  RouterRig(Whence whence) throws IOException {
    this.whence = whence;
    folder = Files.createTempDirectory("router");
    var machine = new Machine(folder);
    int homePort = whence == Whence.HOME ? home.port() : RudeServer.refusingPort();
    machine.write(
        "homeport.yaml",
        """
        router:
          chain: [ home, openrouter ]
          health: { cooldown: 0s }
          providers:
            home: { kind: ollama, url: http://127.0.0.1:%d }
            openrouter: { kind: openai, preset: openrouter, url: %s, key: sk-or-scripted }
          models:
            simulated: { home: foreign-llama:8b, openrouter: foreign/llama-3 }
            team/simulated: { home: foreign-llama:8b, openrouter: foreign/llama-3 }
            nomic-embed-text: { home: foreign-embed, openrouter: foreign/embed }
        """
            .formatted(homePort, cloud.uri()));
    keys = NewKeys.ofRouter(machine.state());
    key = keys.make("guest");
    uselessKey = keys.expired("former-guest");
    router = RouterProcess.start(machine).acquainted(key);
  }

  private static ScriptedProvider provider(String voice, String base) {
    ProviderVoice found =
        ProviderVoice.all().stream()
            .filter(each -> each.toString().equals(voice))
            .findFirst()
            .orElseThrow();
    return new ScriptedProvider(found, base, SEED);
  }

  /// Who answers as long as he can.
  ScriptedProvider answerer() {
    return whence == Whence.HOME ? home : cloud;
  }

  /// Who must not be asked as long as that one can.
  ScriptedProvider other() {
    return whence == Whence.HOME ? cloud : home;
  }

  /// From now on all that are there play this.
  void playing(Script... scripts) {
    home.playing(scripts);
    cloud.playing(scripts);
    forget();
  }

  /// From now on all that are there play this, and cut the connection in place of its end.
  void severing(Script script) {
    home.severing(script);
    cloud.severing(script);
    forget();
  }

  /// Forgets what they were asked.
  void forget() {
    home.forget();
    cloud.forget();
  }

  @Override
  public String url() {
    return router.url();
  }

  @Override
  public String key() {
    return key;
  }

  /// A key that has expired: with one that never was, the libraries of a whole run would be taken
  /// for somebody who guesses.
  @Override
  public String uselessKey() {
    return uselessKey;
  }

  @Override
  public String hurriedKey() {
    return keys.hurried("hurried-" + ++hurried);
  }

  @Override
  public void close() throws IOException {
    router.close();
    home.close();
    cloud.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /// The models that are listed, by whoever the rig has.
  List<String> models() {
    return whence == Whence.HOME
        ? List.of(
            "foreign-llama:8b",
            "foreign-embed:latest",
            "foreign/llama-3",
            "simulated",
            "team/simulated",
            "nomic-embed-text")
        : List.of("foreign/llama-3", "simulated", "team/simulated", "nomic-embed-text");
  }
}
