package dev.homeport.config.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.config.Desk;
import dev.homeport.config.door.TunnelKind;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The example of the specification, for both roles in one file, and the starter file.
class ExampleTest {
  @TempDir private Path folder;
  private Desk desk;

  @BeforeEach
  void tidy() throws IOException {
    desk = new Desk(folder).env("LINK_KEY", "hp_link");
    try (InputStream in = ExampleTest.class.getResourceAsStream("/config/example.yaml")) {
      desk.yaml(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void exampleIsRightForADaemon() {
    DaemonSettings settings = desk.good().settings();
    assertThat(settings.limits().body()).isEqualTo(32 << 20);
    assertThat(settings.warm()).containsExactly("qwen2.5:7b");
    assertThat(settings.tunnel().kind()).isEqualTo(TunnelKind.TAILSCALE);
    assertThat(settings.tunnel().publicPort()).isEqualTo(443);
    assertThat(settings.link().router()).isEqualTo(URI.create("wss://router.example.com/link"));
    assertThat(settings.state()).isEqualTo(folder.resolve("state"));
  }

  @Test
  void whatIsNotUsedOfItIsSaid() {
    assertThat(desk.warnings())
        .containsExactly(
            "homeport.yaml:26:15: state.url: sqlite: is the router's; this daemon keeps its state"
                + " in file:state; set HOMEPORT_STATE_URL=file:FOLDER for another place");
  }

  @Test
  void missingSecretOfItIsTold() {
    assertThat(new Desk(folder).problems())
        .containsExactly(
            "homeport.yaml:5:55: daemon.link.key: ${LINK_KEY} is not set; set LINK_KEY or write the"
                + " value");
  }

  @Test
  void starterChangesNothing() {
    DaemonSettings defaults = new Desk(folder.resolve("empty")).good().settings();
    desk.yaml(Desk.starter());
    assertThat(desk.problems()).isEmpty();
    assertThat(desk.warnings()).isEmpty();
    assertThat(desk.good().settings().limits()).isEqualTo(defaults.limits());
  }

  @Test
  void everyLineOfTheStarterIsRightWithoutItsMark() {
    desk.yaml(
            Desk.starter()
                .replaceAll("(?m)^( +)# ", "$1")
                .replaceAll("(?m)^# (?=( *)[a-z-]+:)", ""))
        .env("OLLAMA_API_KEY", "k")
        .env("LEDGER_URL", "jdbc:x");
    assertThat(desk.problems()).isEmpty();
    assertThat(desk.good().lines())
        .allSatisfy(line -> assertThat(line.source()).contains("homeport.yaml:"));
  }

  @Test
  void linesOfTheStarterFitATerminal() {
    assertThat(Desk.starter().lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(110));
  }
}
