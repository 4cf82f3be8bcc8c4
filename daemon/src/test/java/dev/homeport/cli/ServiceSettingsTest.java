package dev.homeport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.host.Platform;
import dev.homeport.install.Launcher;
import dev.homeport.install.Plan;
import dev.homeport.install.RoleSettings;
import dev.homeport.install.Served;
import dev.homeport.install.Site;
import dev.homeport.install.WayIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an installation knows of a router, as its service will read it.
class ServiceSettingsTest {
  @TempDir private Path folder;

  private RoleSettings router(String state) throws IOException {
    Files.writeString(
        folder.resolve("homeport.yaml"),
        "router: { providers: { home: { kind: ollama, url: \"http://127.0.0.1:1\" } } }\n" + state);
    return switch (ServiceSettings.of(new Nowhere(folder), Served.ROUTER)) {
      case ServiceSettings.Read.Right(RoleSettings settings) -> settings;
      case ServiceSettings.Read.Wrong(String problems) -> throw new AssertionError(problems);
    };
  }

  @Test
  void fileOfTheLedgerIsKnownWhereThereIsOne() throws IOException {
    assertThat(router("state: { ledger: \"sqlite:/srv/ledger.db\" }\n").ledger())
        .isEqualTo(Path.of("/srv/ledger.db"));
    RoleSettings untold = router("");
    assertThat(untold.ledger()).isNotNull().hasParentRaw(untold.state());
    assertThat(router("state: { ledger: \"postgresql://127.0.0.1/money\" }\n").ledger()).isNull();
    assertThat(router("state: { ledger: off }\n").ledger()).isNull();
  }

  /// A place at which nothing is installed.
  private record Nowhere(Path folder) implements Site {
    @Override
    public Platform service() {
      return Platform.of(Map.of("HOME", folder.toString()), "Linux", folder.toString(), "ann");
    }

    @Override
    public Plan.Made plan(Launcher launcher, WayIn way, RoleSettings settings) {
      throw new AssertionError("nothing is planned here");
    }

    @Override
    public Plan.Made removal(Path state, boolean purge, WayIn way) {
      throw new AssertionError("nothing is planned here");
    }
  }
}
