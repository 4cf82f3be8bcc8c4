package dev.homeport.journal;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// What stands in a line, and what does not.
class LogLinesTest {
  private final Logger log = (Logger) LoggerFactory.getLogger("homeport");
  private final ListAppender<ILoggingEvent> kept = new ListAppender<>();
  private final Level before = log.getEffectiveLevel();

  @BeforeEach
  void listen() {
    log.setLevel(Level.INFO);
    kept.start();
    log.addAppender(kept);
  }

  @AfterEach
  void leave() {
    log.detachAppender(kept);
    log.setLevel(before);
  }

  @Test
  void addressThatLogsAMachineInIsNotKept() {
    var lines = new LogLines();
    lines.tell(
        new Event.TunnelChanged(
            "tailscale",
            "needs-login",
            "logged-out",
            "Logged out. Log in at: https://login.tailscale.com/a/0123456789ab",
            "log in: https://hs.example.com/register/nodekey:abc",
            null));
    lines.tell(
        new Event.TunnelRepaired(
            "tailscale",
            "reapply",
            "left-down",
            "refrained: see \"https://login.tailscale.com/a/0123456789ab\"",
            false,
            Duration.ZERO));
    lines.tell(
        new Event.TunnelChanged(
            "tailscale",
            "tunnel-down",
            "funnel-not-granted",
            "it lacks the attribute",
            "allow it: https://login.tailscale.com/f/funnel?node=n1",
            "https://my-mac.tail1234.ts.net"));

    List<String> pairs =
        kept.list.stream()
            .flatMap(line -> line.getKeyValuePairs().stream())
            .map(pair -> pair.key + "=" + pair.value)
            .toList();
    assertThat(pairs)
        .noneMatch(pair -> pair.contains("0123456789ab") || pair.contains("nodekey:abc"))
        .contains(
            "what=Logged out. Log in at: https://login.tailscale.com/a/… (homeport status shows"
                + " all of it)",
            "next=allow it: https://login.tailscale.com/f/funnel?node=n1",
            "url=https://my-mac.tail1234.ts.net");
  }
}
