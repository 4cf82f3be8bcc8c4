package dev.homeport.tunnel.tailscale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.fake.Programs;
import dev.homeport.host.Command.Result;
import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.Finding;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real programs in the place of the command.
class InstalledTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(300);

  @TempDir Path folder = Path.of("");

  private Result run(Duration limit, Call call, String... lines) throws InterruptedException {
    Path program = new Programs(folder).put("tailscale", lines);
    return new Installed(program, Variant.APP).cli(new Limits(limit, limit, limit)).run(call);
  }

  private static @Nullable Finding trouble(Call call, Result result) {
    return CliTrouble.of(call, result, Variant.APP);
  }

  @Test
  void appIsToldToBeACommandAndHasNothingToRead() throws Exception {
    assertThat(run(LONG, new Call.Up(), "echo $TAILSCALE_BE_CLI \"$@\"; cat; echo end"))
        .isEqualTo(new Result.Ran(0, "1 up\nend\n", ""));
  }

  @Test
  void stateOfALargeTailnetIsReadWhole() throws Exception {
    assertThat(run(LONG, new Call.Status(), "head -c 1000000 /dev/zero | tr '\\0' x"))
        .isInstanceOfSatisfying(Result.Ran.class, ran -> assertThat(ran.out()).hasSize(1_000_000));
  }

  @Test
  void callThatBlocksForAPersonSaysWhereToGo() throws Exception {
    var call = new Call.On(443, 8888);
    Result result =
        run(
            SHORT,
            call,
            "echo 'To enable, visit: https://login.tailscale.com/f/funnel?node=n1'",
            "sleep 100");

    assertThat(trouble(call, result))
        .isEqualTo(
            new Finding(
                Cause.FUNNEL_NOT_GRANTED,
                "the tailnet wants a person to allow the funnel (tailscale funnel --bg --yes 8888:"
                    + " To enable, visit: https://login.tailscale.com/f/funnel?node=n1)",
                "allow it: https://login.tailscale.com/f/funnel?node=n1"));
    assertThat(Programs.running()).isEmpty();
  }

  @Test
  void callThatBlocksInSilenceIsAFrozenService() throws Exception {
    var call = new Call.Status();

    assertThat(trouble(call, run(SHORT, call, "trap '' TERM INT", "sleep 100")))
        .isNotNull()
        .satisfies(found -> assertThat(found.cause()).isEqualTo(Cause.SERVICE_FROZEN));
    assertThat(Programs.running()).isEmpty();
  }
}
