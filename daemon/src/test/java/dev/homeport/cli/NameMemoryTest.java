package dev.homeport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.host.Platform;
import java.nio.file.Path;
import java.security.Security;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How long the program remembers what a name is: too short for a change of networks to matter.
class NameMemoryTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "networkaddress.cache.ttl, 5",
    "networkaddress.cache.negative.ttl, 0",
    "networkaddress.cache.stale.ttl, 0",
  })
  void everyCommandForgetsNamesSoon(String property, String seconds) {
    Platform here = Platform.of(Map.of(), "Linux", "/home/ann", "ann");
    assertThat(Main.program(new Surroundings(Map.of(), folder, here), "daemon")).isNotNull();
    assertThat(Security.getProperty(property)).isEqualTo(seconds);
  }
}
