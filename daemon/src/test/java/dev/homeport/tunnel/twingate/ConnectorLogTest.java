package dev.homeport.tunnel.twingate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.tunnel.twingate.ConnectorLog.Word;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectorLogTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  /// Lines of a minute ago, divided by `¶`.
  private static Word recent(String lines) {
    return ConnectorLog.judge(
        lines.lines().map(line -> "2026-11-24T11:59:00.123456789Z " + line).toList(), NOW);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | NOTHING",
        "State: Error¶http: Gone, code 410 | REVOKED",
        "http: Gone, code 410¶State: Error | REVOKED",
        "State: Error: Gone, code 410 | REVOKED",
        "Gone, code 410 | NOTHING",
        "State: Error | NOTHING",
        "State: Error¶Gone, code 410¶State: Online | NOTHING",
        "State: Error¶PubNub: Token is expired (403) | NOTHING",
        "Token is expired | NOTHING",
        "[libsdwan] sdwan_state: Offline | OFFLINE",
        "sdwan_state: Offline¶sdwan_state: Online | NOTHING",
        "sdwan_state: Online¶sdwan_state: offline | OFFLINE",
        "received 410 bytes¶State: Error | NOTHING",
      })
  void lastStateCounts(String lines, Word word) {
    assertThat(recent(lines.replace("¶", "\n"))).isEqualTo(word);
  }

  @Test
  void offlineOfLongAgoSaysNothingOfTheMoment() {
    assertThat(ConnectorLog.judge(List.of("2026-11-24T11:54:59Z x sdwan_state: Offline"), NOW))
        .isEqualTo(Word.NOTHING);
    assertThat(ConnectorLog.judge(List.of("2026-11-24T12:55:01+01:00 sdwan_state: Offline"), NOW))
        .isEqualTo(Word.OFFLINE);
    long seconds = NOW.getEpochSecond() - 60;
    assertThat(ConnectorLog.judge(List.of(seconds + ".123 h p: sdwan_state: Offline"), NOW))
        .isEqualTo(Word.OFFLINE);
    assertThat(ConnectorLog.judge(List.of("sdwan_state: Offline"), NOW)).isEqualTo(Word.NOTHING);
  }

  @Test
  void revokedTokensStayRevokedHoweverLongAgo() {
    assertThat(ConnectorLog.judge(List.of("2026-01-01T00:00:00Z State: Error Gone, code 410"), NOW))
        .isEqualTo(Word.REVOKED);
  }
}
