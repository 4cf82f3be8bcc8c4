package dev.homeport.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/// What the npm libraries are pinned by.
class LockFileTest {
  @Test
  void lockFileNamesNoServer() throws Exception {
    assertThat(Files.readString(NodeModules.SOURCES.resolve("package-lock.json")))
        .contains("\"node_modules/ollama\"", "\"integrity\"")
        .doesNotContain("resolved", "://");
  }
}
