package dev.homeport.tunnel.twingate.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeport.tunnel.sight.Notice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What comes with the years: keys that expire, clients that grow old, starts in vain.
class LifetimesTest {
  private static final Instant END = Instant.parse("2027-01-01T00:00:00Z");

  @Test
  void endOfAKeyIsToldFourTimesBeforeAndOnceAfter() {
    var expiry = new KeyExpiry(END);
    var topics = new LinkedHashSet<String>();
    for (Instant now = END.minus(Duration.ofDays(60));
        now.isBefore(END.plus(Duration.ofDays(2)));
        now = now.plus(Duration.ofHours(1))) {
      expiry.notice(now).map(Notice::topic).ifPresent(topics::add);
    }
    assertThat(topics)
        .containsExactly(
            "twingate-key-expires-30d",
            "twingate-key-expires-14d",
            "twingate-key-expires-7d",
            "twingate-key-expires-1d",
            "twingate-key-expired");
    assertThat(expiry.notice(END.minus(Duration.ofDays(30)).minusNanos(1))).isEmpty();
    assertThat(expiry.notice(END.minus(Duration.ofHours(50))).orElseThrow().what())
        .isEqualTo("the service key of Twingate expires on 2027-01-01T00:00:00Z, in 2 days");
    assertThat(expiry.hasPassed(END)).isTrue();
    assertThat(expiry.hasPassed(END.minusNanos(1))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "2027-06-08T23:59:59Z, false",
    "2027-06-09T00:00:00Z, true",
    "2028-06-09T00:00:00Z, true"
  })
  void ageOfAClientIsToldAMonthBeforeItIsRefused(Instant now, boolean told) {
    ClientVersion version = ClientVersion.in("Twingate 2026.190.6704 | 0.193.0\n").orElseThrow();
    assertThat(version.made()).isEqualTo("2026-07-09");
    assertThat(version.notice(now).isPresent()).isEqualTo(told);
  }

  @ParameterizedTest
  @CsvSource({"''", "Twingate 0.193.0", "2026.0.1", "2025.366.1", "1999.1.1", "online"})
  void whatIsNoVersionIsNone(String output) {
    assertThat(ClientVersion.in(output)).isEmpty();
  }

  @Test
  void fiveStartsAreLookedAtLongerEachTimeThenItRestsForEver() {
    Rounds rounds = Rounds.NONE;
    var patience = new ArrayList<Long>();
    while (rounds.mayStart()) {
      rounds = rounds.started();
      patience.add(rounds.patience().toSeconds());
    }
    assertThat(patience).containsExactly(5L, 10L, 15L, 20L, 25L);
    var rests = new ArrayList<Long>();
    for (int i = 0; i < 8; i++) {
      rounds = rounds.over();
      assertThat(rounds.mayStart()).isTrue();
      rests.add(rounds.rest(0.5).toSeconds());
    }
    assertThat(rests).isEqualTo(List.of(30L, 60L, 120L, 240L, 480L, 600L, 600L, 600L));
    assertThat(new Rounds(1_000_000, 0).rest(1)).isEqualTo(Duration.ofMinutes(12));
    assertThat(new Rounds(1, 0).rest(0)).isEqualTo(Duration.ofSeconds(24));
  }
}
