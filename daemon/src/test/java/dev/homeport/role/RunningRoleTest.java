package dev.homeport.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeport.access.KeyRing;
import dev.homeport.config.ConfigWatch;
import dev.homeport.config.Inputs;
import dev.homeport.config.Loaded;
import dev.homeport.config.daemon.DaemonRole;
import dev.homeport.config.daemon.DaemonSettings;
import dev.homeport.config.source.SecretStore;
import dev.homeport.host.Platform;
import dev.homeport.journal.Journal;
import dev.homeport.store.NoFacts;
import dev.homeport.time.Pause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningRoleTest {
  private static final Journal DEAF = _ -> {};

  private final AtomicInteger closed = new AtomicInteger();

  @TempDir private Path folder;

  private Started start(Path state, boolean open, Function<KeyRing, Blueprint> builder)
      throws InterruptedException {
    Inputs inputs = Inputs.of(Map.of(), folder, List.of(), folder, SecretStore.none());
    if (!(DaemonRole.LOADER.load(inputs) instanceof Loaded.Good<DaemonSettings> good)) {
      throw new AssertionError("no settings");
    }
    var config = new ConfigWatch<>(DaemonRole.LOADER, inputs, good, DEAF, Pause.real());
    var platform = Platform.here(Map.of("HOME", folder.toString()));
    return RunningRole.start(
        new Setup<>(config, platform, DEAF, "test", "nothing", () -> {}),
        new RunningRole.Ground(
            state,
            new NoFacts("none"),
            closed::incrementAndGet,
            List.of(),
            open,
            good.settings().listen()),
        builder);
  }

  @Test
  void startWithoutAKeyLetsGoOfTheState() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    Started refused =
        start(
            file.resolve("state"),
            false,
            _ -> {
              throw new AssertionError("nothing is built without a key");
            });
    assertThat(refused).isInstanceOf(Started.Refused.class);
    assertThat(closed).hasValue(1);
  }

  @Test
  void roleThatCannotBeBuiltLetsGoOfTheState() throws IOException {
    assertThatThrownBy(
            () ->
                start(
                    folder,
                    true,
                    _ -> {
                      throw new IllegalStateException("broken");
                    }))
        .hasMessage("broken");
    assertThat(closed).hasValue(1);
  }
}
