package dev.homeport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.cli.RouterCommandRig.Ran;
import dev.homeport.host.Platform;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rude: `homeport keys` on the states that there are.
@Tag("rude")
class KeysPlaceTest {
  @TempDir Path folder = Path.of("");

  private Ran run(String state, String... words) {
    var env = new TreeMap<>(Map.of("OPENAI_API_KEY", "hush", "HOMEPORT_STATE_URL", state));
    env.put("HOME", folder.toString());
    var out = new StringWriter();
    var err = new StringWriter();
    int exit =
        Main.program(new Surroundings(env, folder, Platform.here(env)))
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(words);
    return new Ran(exit, out.toString(), err.toString());
  }

  @Test
  void stateThatIsAwayIsNotOneWithoutKeys() {
    Ran ran = run("redis://:hush@127.0.0.1:1/0", "keys", "list", "--role", "router");
    assertThat(ran.exit()).isEqualTo(Exit.FAILED);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .startsWith("the keys are in redis://127.0.0.1:1/0, which is away: ")
        .endsWith("; nothing was changed\n")
        .doesNotContain("hush");
  }

  @Test
  void whatAnOlderVersionKeptIsTakenOverInSilence() {
    assertThat(run("file:" + folder, "keys", "--role", "router", "add", "old").exit()).isZero();
    Ran ran =
        run("sqlite:" + folder.resolve("homeport.db"), "keys", "--role", "router", "add", "new");
    assertThat(ran.out()).matches("hp_[0-9A-Za-z]{40}\n");
    assertThat(ran.err())
        .isEqualTo(
            "This is the key new of the router, shown once. Send it as Authorization: Bearer"
                + " KEY.\n");
  }
}
