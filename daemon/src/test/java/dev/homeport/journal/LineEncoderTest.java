package dev.homeport.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.KeyValuePair;

/// An event is one line, whatever a client has written into its names.
class LineEncoderTest {
  private static final String FORGED = "m\n2026-01-01\tERROR\tall-is-lost";

  @ParameterizedTest
  @EnumSource(LogFormat.class)
  void nameWithLineEndsForgesNoLine(LogFormat format) {
    String line = line(format, "answered", FORGED);
    assertThat(line.stripTrailing()).doesNotContain("\n").contains("m\\n2026");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u001b[2J", "\u009b2J", "\u202egpj", "a\u0085b", "\u2028", "\u007f"})
  void nobodyOrdersATerminalAbout(String name) {
    for (String line :
        List.of(line(LogFormat.HUMAN, "x", name), line(LogFormat.HUMAN, name, "x"))) {
      assertThat(line).doesNotContain(name).contains("\ufffd");
    }
  }

  private static String line(LogFormat format, String message, String value) {
    var event = new LoggingEvent();
    event.setLoggerContext(new LoggerContext());
    event.setLevel(Level.INFO);
    event.setMessage(message);
    event.addKeyValuePair(new KeyValuePair("model", value));
    var flusher = new Flusher();
    try {
      return new String(new LineEncoder(format, false, flusher).encode(event), UTF_8);
    } finally {
      flusher.stop();
    }
  }
}
