package dev.homeport.journal;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import dev.homeport.wire.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.slf4j.event.KeyValuePair;

/// One log event as one line: for people, or as a JSON object.
final class LineEncoder extends EncoderBase<ILoggingEvent> {
  private static final byte[] NOTHING = {};
  private static final DateTimeFormatter FOR_PEOPLE =
      HumanLine.TO_THE_SECOND.withZone(ZoneId.systemDefault());
  private static final DateTimeFormatter FOR_PROGRAMS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

  private final LogFormat format;
  private final SecondText time;
  private final boolean coloured;
  private final Flusher flusher;

  LineEncoder(LogFormat format, boolean coloured, Flusher flusher) {
    this.format = format;
    this.time = new SecondText(format == LogFormat.JSON ? FOR_PROGRAMS : FOR_PEOPLE);
    this.flusher = flusher;
    this.coloured = coloured;
  }

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    flusher.wrote();
    var line = new StringBuilder(300);
    if (format == LogFormat.JSON) {
      json(event, line);
    } else {
      human(event, line);
    }
    return line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }

  private void json(ILoggingEvent event, StringBuilder line) {
    line.append("{\"time\":\"");
    time.append(event.getTimeStamp(), line);
    line.append("Z\",\"level\":\"").append(event.getLevel()).append("\",\"event\":");
    JsonText.quote(event.getFormattedMessage(), line);
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    if (pairs != null) {
      for (KeyValuePair pair : pairs) {
        line.append(',');
        JsonText.quote(pair.key, line).append(':');
        if (pair.value instanceof Number || pair.value instanceof Boolean) {
          line.append(pair.value);
        } else {
          int from = line.length();
          JsonText.quote(String.valueOf(pair.value), line);
          Counted.disguise(line, from);
        }
      }
    }
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown != null) {
      line.append(",\"thrown\":");
      int from = line.length();
      JsonText.quote(stack(thrown), line);
      Counted.disguise(line, from);
    }
    line.append('}');
  }

  private void human(ILoggingEvent event, StringBuilder line) {
    time.append(event.getTimeStamp(), line);
    line.append(' ');
    Level level = event.getLevel();
    String colour = level == Level.ERROR ? "\u001b[31m" : level == Level.WARN ? "\u001b[33m" : "";
    if (coloured) {
      line.append(colour);
    }
    HumanLine.level(level.toString(), line);
    if (coloured && !colour.isEmpty()) {
      line.append("\u001b[0m");
    }
    line.append(' ').append(HumanLine.harmless(event.getFormattedMessage()));
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    if (pairs != null) {
      for (KeyValuePair pair : pairs) {
        HumanLine.pair(pair.key, String.valueOf(pair.value), line);
      }
    }
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown != null) {
      line.append('\n').append(stack(thrown));
    }
  }

  private static String stack(IThrowableProxy thrown) {
    var text = new StringBuilder();
    text.append(thrown.getClassName()).append(": ").append(thrown.getMessage());
    for (var step : thrown.getStackTraceElementProxyArray()) {
      text.append("\n  ").append(step.getSTEAsString());
    }
    IThrowableProxy cause = thrown.getCause();
    if (cause != null) {
      text.append("\ncaused by ").append(stack(cause));
    }
    return text.toString();
  }
}
