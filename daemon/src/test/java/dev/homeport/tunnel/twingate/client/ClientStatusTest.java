package dev.homeport.tunnel.twingate.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.host.Command.Result;
import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.Finding;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientStatusTest {
  private static ClientStatus of(int exit, String out, String err) {
    return ClientStatus.of(new Result.Ran(exit, out, err));
  }

  private static Finding trouble(ClientStatus status) {
    return Objects.requireNonNull(status.trouble());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 255})
  void exitStatusMeansNothing(int exit) {
    assertThat(of(exit, "online\n", "").isOnline()).isTrue();
    assertThat(of(exit, " ONLINE \r\n", "a warning").isOnline()).isTrue();
    assertThat(of(exit, "offline\n", "").isOnline()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "online (limited)",
        "not online",
        "Online: User",
        "online\nonline",
        "",
        "status: online"
      })
  void nothingButTheOneWordIsTakenForIt(String out) {
    assertThat(of(0, out, "").isOnline()).isFalse();
    assertThat(of(0, "", "online").isOnline()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "offline, NO_CONTROL",
    "not-running, SERVICE_GONE",
    "connecting, STARTING",
    "Authenticating, STARTING",
    "User authentication is required, LOGGED_OUT",
    "Twingate is not set up, LOGGED_OUT",
    "online (limited), NOT_READY",
  })
  void otherWordsHaveCauses(String word, Cause cause) {
    assertThat(trouble(of(0, word, "")).cause()).isEqualTo(cause);
  }

  @Test
  void whatItComplainsOfIsShownInOneLine() {
    assertThat(trouble(of(1, "", "\u001b[31mno socket\nat line 3\n")).what())
        .isEqualTo("twingate status says: ?[31mno socket");
    assertThat(trouble(of(0, "x".repeat(900), "")).what()).hasSizeLessThan(200);
  }

  @Test
  void silenceAndAbsenceAreTheirOwnCauses() {
    assertThat(trouble(ClientStatus.of(new Result.TimedOut(Duration.ofSeconds(10)))).cause())
        .isEqualTo(Cause.SERVICE_FROZEN);
    assertThat(trouble(ClientStatus.of(new Result.NotFound("gone"))).cause())
        .isEqualTo(Cause.NOT_INSTALLED);
  }
}
