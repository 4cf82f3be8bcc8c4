package dev.homeport.config.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.config.value.Texts;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Settings by path, by variable, by guess.
class TableTest {
  private final Table table =
      new Table(
          List.of(
              row("mac.listen"),
              row("mac.auth"),
              row("mac.auth.path-keys"),
              row("mac.limits.body"),
              row("mac.limits.queue-wait"),
              row("mac.metrics.listen"),
              row("mac.a-b"),
              row("mac.a.b")),
          Set.of("cloud"));

  @ParameterizedTest
  @CsvSource({
    "mac.lisen, mac.listen",
    "mac.body, mac.limits.body",
    "body, mac.limits.body",
    "listen, mac.listen",
    "limits, mac.limits",
    "mac.limts, mac.limits",
    "mac.limits.queue_wait, mac.limits.queue-wait",
    "mac.queueWait, mac.limits.queue-wait",
    "macs, mac",
    "clouds, cloud",
  })
  void nearestPathIsGuessed(String unknown, String meant) {
    assertThat(table.nearest(unknown)).contains(meant);
  }

  @Test
  void strangePathIsNotGuessed() {
    assertThat(table.nearest("mac.banana")).isEmpty();
  }

  @Test
  void valueOfASectionIsItsKind() {
    assertThat(table.at("mac.auth.kind")).isEqualTo(table.at("mac.auth")).isPresent();
    assertThat(table.at("mac.listen.kind")).isEmpty();
  }

  @Test
  void variableMayFitTwoSettings() {
    assertThat(table.meantBy("HOMEPORT_MAC_A_B"))
        .extracting(Setting::path)
        .containsExactly("mac.a-b", "mac.a.b");
    assertThat(table.meantBy("HOMEPORT_MAC_LIMITS_QUEUE_WAIT"))
        .extracting(Setting::path)
        .containsExactly("mac.limits.queue-wait");
    assertThat(table.meantBy("HOMEPORT_MAC_AUTH_KIND")).hasSize(1);
    assertThat(table.meantBy("HOMEPORT_MAC")).isEmpty();
  }

  @Test
  void anotherRolesVariablesAreKnownByTheirSection() {
    assertThat(table.roleMeantBy("HOMEPORT_CLOUD_LISTEN")).contains("cloud");
    assertThat(table.roleMeantBy("HOMEPORT_CLOUDY")).isEmpty();
  }

  @Test
  void namesBelowASectionAreThoseDirectlyThere() {
    assertThat(table.namesBelow("mac.limits")).containsExactly("body", "queue-wait");
    assertThat(table.namesBelow("")).contains("mac", "cloud").doesNotContain("listen");
  }

  private static Setting<String> row(String path) {
    return Setting.of(path, Texts.TEXT, "x", "help");
  }
}
