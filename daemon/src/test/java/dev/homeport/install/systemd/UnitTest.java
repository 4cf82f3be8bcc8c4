package dev.homeport.install.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.homeport.install.Served;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnitTest {
  private static final Path TRUE = Path.of("/bin/true");

  @TempDir Path folder = Path.of("");

  @Test
  void unitOfTheSystemIsFilledAndHardened() {
    String unit =
        Unit.ofSystem(Served.DAEMON, Path.of("/opt/homeport/bin/homeport"), Path.of("/etc/h/env"));
    assertThat(unit)
        .startsWith(Unit.MARK)
        .contains(
            "\nDescription=Homeport daemon\n",
            "\nExecStart=/opt/homeport/bin/homeport daemon\n",
            "\nEnvironmentFile=-/etc/h/env\n",
            "\nRestartPreventExitStatus=78\n",
            "\nTimeoutStopSec=35\n",
            "\nDynamicUser=yes\n",
            "\nNoNewPrivileges=yes\n",
            "\nProtectSystem=strict\n",
            "\nSystemCallFilter=@system-service\n",
            "\nCapabilityBoundingSet=\n",
            "\nWantedBy=multi-user.target\n")
        .doesNotContain("\nMemoryDenyWriteExecute");
    assertThat(Unit.isOurs(unit)).isTrue();
  }

  @Test
  void unitOfAUserHasOnlyWhatAUserMayDo() {
    String unit =
        Unit.ofUser(
            Served.ROUTER,
            Path.of("/home/ann/100% mine/scripts/homeport"),
            Path.of("/jdk"),
            Path.of("/home/ann/.config/homeport"));
    assertThat(unit)
        .contains(
            "\nExecStart=\"/home/ann/100%% mine/scripts/homeport\" router\n",
            "\nEnvironment=JAVA_HOME=/jdk\n",
            "\nEnvironmentFile=-/home/ann/.config/homeport/env\n",
            "\nWorkingDirectory=/home/ann/.config/homeport\n",
            "\nNoNewPrivileges=yes\n",
            "\nWantedBy=default.target\n")
        .doesNotContain("DynamicUser", "ProtectSystem", "StateDirectory", "network-online");
  }

  @Test
  void systemdFindsNothingWrong() throws Exception {
    Path analyze = Path.of("/usr/bin/systemd-analyze");
    assumeTrue(Files.isExecutable(analyze), "this machine has no systemd-analyze");
    Path env = folder.resolve("env");
    verify(analyze, false, Unit.ofSystem(Served.ROUTER, TRUE, env));
    Files.createDirectories(folder.resolve("config"));
    verify(analyze, true, Unit.ofUser(Served.DAEMON, TRUE, null, folder.resolve("config")));
  }

  private void verify(Path analyze, boolean user, String unit) throws Exception {
    Path file = Files.writeString(folder.resolve("homeport-router.service"), unit);
    var builder =
        new ProcessBuilder(
                analyze.toString(),
                user ? "--user" : "--system",
                "--man=no",
                "verify",
                file.toString())
            .redirectErrorStream(true);
    builder.environment().put("XDG_RUNTIME_DIR", folder.toString());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assumeTrue(!said.contains("Failed to initialize manager"), said);
    assertThat(said.lines().filter(line -> line.contains("homeport"))).isEmpty();
    assertThat(process.exitValue()).as(said).isZero();
  }
}
