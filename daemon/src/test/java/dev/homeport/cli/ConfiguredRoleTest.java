package dev.homeport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.cli.ConfiguredRole.Found;
import dev.homeport.config.Desk;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whose keys a command means.
class ConfiguredRoleTest {
  @TempDir Path folder = Path.of("");
  private Desk desk;

  @BeforeEach
  void routerByVariablesAlone() {
    desk = new Desk(folder).env("OPENAI_API_KEY", "hush");
  }

  private @Nullable ConfiguredRole whose(@Nullable ConfiguredRole said) {
    return ConfiguredRole.ofKeys(said, desk.inputs()) instanceof Found.Right right
        ? right.role()
        : null;
  }

  @Test
  void withoutAnyStateTheKeysAreTheDaemons() {
    assertThat(whose(null)).isEqualTo(ConfiguredRole.DAEMON);
    assertThat(whose(ConfiguredRole.ROUTER)).isEqualTo(ConfiguredRole.ROUTER);
  }

  @Test
  void whereOnlyARouterHasAStateTheKeysAreItsOwn() {
    String file = folder.resolve("kept.db").toString();
    desk.flag("state.url", "sqlite:" + file);
    desk.file("kept.db", "");
    assertThat(whose(null)).isEqualTo(ConfiguredRole.ROUTER);
    assertThat(whose(ConfiguredRole.ROUTER)).isEqualTo(ConfiguredRole.ROUTER);
    desk.yaml("daemon: { auth: keys }");
    assertThat(whose(null)).isEqualTo(whose(ConfiguredRole.DAEMON));
  }

  @Test
  void whereBothHaveOneTheKeysAreTheDaemons() {
    desk.file("state/facts.log", "").file("state/homeport.db", "");
    assertThat(whose(null)).isEqualTo(ConfiguredRole.DAEMON);
  }
}
