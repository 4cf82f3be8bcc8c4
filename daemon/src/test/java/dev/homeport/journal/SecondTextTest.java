package dev.homeport.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The text of a second is made once, and is never another second's.
class SecondTextTest {
  private static final DateTimeFormatter TO_THE_SECOND =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter WHOLE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

  private final SecondText time = new SecondText(TO_THE_SECOND);

  static LongStream moments() {
    return LongStream.of(0, 1, 999, 1000, 999, -1, -1000, 1_795_620_633_007L, 1_795_620_634_700L);
  }

  @ParameterizedTest
  @MethodSource("moments")
  void itIsWhatTheFormatterWouldSay(long millis) {
    assertThat(textOf(millis)).isEqualTo(WHOLE.format(Instant.ofEpochMilli(millis)));
  }

  @Test
  void aClockThatGoesBackIsFollowed() {
    assertThat(textOf(5000)).endsWith("00:00:05.000");
    assertThat(textOf(4999)).endsWith("00:00:04.999");
    assertThat(textOf(5001)).endsWith("00:00:05.001");
  }

  private String textOf(long millis) {
    var line = new StringBuilder();
    time.append(millis, line);
    return line.toString();
  }
}
