package dev.homeport.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.LittleOllama;
import dev.homeport.wire.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The doctor as it is typed, beside a daemon and a router that really run.
@Tag("story")
class DoctorStory {
  @TempDir Path folder = Path.of("");

  private static Map<String, String> states(Ran ran) {
    return Daemon.json(ran.out()).objects("steps").stream()
        .collect(Collectors.toMap(step -> step.text("id", ""), step -> step.text("state", "")));
  }

  @Test
  void wholeWayIsSeenFromBothEndsAndAMistakeIsNamed() throws IOException {
    var machine = new Machine(folder);
    try (var ollama = LittleOllama.brisk();
        var daemon = Daemon.start(machine, ollama.uri())) {
      String key = machine.firstKey();
      machine.write(
          "homeport.yaml",
          """
          daemon: { listen: "127.0.0.1:%d", ollama: "%s" }
          router:
            listen: 127.0.0.1:0
            providers: { home: { kind: ollama, url: "%s", key: "%s" } }
          """
              .formatted(daemon.port(), ollama.uri(), daemon.url(), key));
      try (var router = RouterProcess.start(machine)) {
        Ran mac = machine.run("doctor", "--role", "daemon", "--json");
        assertThat(states(mac))
            .containsEntry("daemon.alive", "ok")
            .containsEntry("daemon.health", "ok")
            .containsEntry("daemon.version", "ok")
            .containsEntry("daemon.queue", "ok")
            .containsEntry("ollama.models", "ok");
        assertThat(mac.exit()).isZero();

        Ran far =
            machine.run("doctor", "--role", "router", "--url", router.url(), "--json", "--fix");
        assertThat(states(far))
            .containsEntry("router.alive", "ok")
            .containsEntry("router.store", "ok")
            .containsEntry("router.ledger", "ok")
            .containsEntry("provider.home.way", "ok")
            .containsEntry("provider.home.health", "ok")
            .containsEntry("provider.home.version", "ok");
        assertThat(far.out()).contains("the router reaches sqlite:");
        assertThat(far.all() + mac.all()).doesNotContain(key);
        JsonObject mended =
            Daemon.json(far.out()).objects("steps").stream()
                .filter(step -> step.text("id", "").equals("router.secrets"))
                .findFirst()
                .orElseThrow();
        assertThat(mended.flag("fixed", false)).as("the file with the key was open").isTrue();
        assertThat(Files.getPosixFilePermissions(machine.home.resolve("homeport.yaml")))
            .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      }
    }
    machine.write("homeport.yaml", "daemon: { lisen: here }\n");
    Ran bad = machine.run("doctor");
    assertThat(bad.exit()).isEqualTo(78);
    assertThat(bad.out())
        .contains("fail   config.daemon", "→ did you mean daemon.listen?", "ollama.alive")
        .doesNotContain("\033")
        .endsWith("not seen\n");
    assertThat(machine.run("doctor", "--url", "nowhere").exit()).isEqualTo(2);
  }
}
