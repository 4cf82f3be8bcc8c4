package dev.homeport.journal;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.spi.FilterReply;
import ch.qos.logback.core.util.Duration;
import ch.qos.logback.core.util.FileSize;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// Where log lines go. Done in code, because reading a file for it costs a fifth of the start.
public final class LogSetup {
  private static final FileAttribute<?> OWNERS_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private static final FileSize LARGEST = FileSize.valueOf("10MB");
  private static final int KEPT = 5;
  private static final int BUFFER = 32 * 1024;

  /// The one that runs, so that it can be ended; set where logging begins.
  private static volatile @Nullable Flusher current;

  private LogSetup() {}

  /// Writes to the console where a format is given for it, and to a file that is rotated by size
  /// where one is given.
  ///
  /// @param level `error`, `warn`, `info` or `debug`
  public static void begin(
      @Nullable LogFormat console, boolean coloured, @Nullable Path file, String level) {
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    // It warns in the words of whoever sent a bad request, of which we have a line of our own.
    context.getLogger("org.eclipse.jetty.http").setLevel(Level.ERROR);
    level(level);
    var flusher = new Flusher();
    current = flusher;
    if (console != null) {
      var screen = new OutputStreamAppender<ILoggingEvent>();
      screen.setOutputStream(new BufferedOutputStream(new Screen(), BUFFER));
      begin(screen, context, new LineEncoder(console, coloured, flusher), root);
      flusher.add(() -> screen.getOutputStream().flush());
    }
    if (file != null) {
      makeFolderOf(file);
      var kept = rolling(file, context);
      begin(kept, context, new LineEncoder(LogFormat.JSON, false, flusher), root);
      flusher.add(() -> kept.getOutputStream().flush());
    }
  }

  /// Makes the folder for its owner alone: the lines name keys, models and who came. Where it
  /// cannot be made, the appender says so.
  private static void makeFolderOf(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || Files.isDirectory(folder)) {
      return;
    }
    try {
      Path above = folder.getParent();
      if (above != null) {
        Files.createDirectories(above, OWNERS_ONLY);
      }
      Files.createDirectory(folder, OWNERS_ONLY);
    } catch (IOException | UnsupportedOperationException _) {
      // A file system without permissions, or no room: the appender makes it, or tells.
    }
  }

  /// Changes the level of our own lines.
  public static void level(String level) {
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.getLogger("homeport").setLevel(Level.toLevel(level.toUpperCase(Locale.ROOT)));
  }

  /// Writes what is buffered and closes the file.
  public static void end() {
    Flusher running = current;
    if (running != null) {
      running.stop();
    }
    ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
  }

  private static RollingFileAppender<ILoggingEvent> rolling(Path file, LoggerContext context) {
    var appender = new RollingFileAppender<ILoggingEvent>();
    appender.setFile(file.toString());
    var window = new FixedWindowRollingPolicy();
    window.setContext(context);
    window.setParent(appender);
    window.setFileNamePattern(file + ".%i");
    window.setMinIndex(1);
    window.setMaxIndex(KEPT);
    window.start();
    var trigger = new SizeBasedTriggeringPolicy<ILoggingEvent>();
    trigger.setContext(context);
    trigger.setMaxFileSize(LARGEST);
    // By default it looks once a minute, and a crowd of strangers writes a hundred lines each.
    trigger.setCheckIncrement(Duration.buildBySeconds(1));
    trigger.start();
    appender.setRollingPolicy(window);
    appender.setTriggeringPolicy(trigger);
    return appender;
  }

  private static void begin(
      OutputStreamAppender<ILoggingEvent> appender,
      LoggerContext context,
      LineEncoder encoder,
      Logger root) {
    appender.setContext(context);
    encoder.setContext(context);
    encoder.start();
    appender.setEncoder(encoder);
    appender.addFilter(new SaidBetter());
    appender.setImmediateFlush(false);
    appender.start();
    root.addAppender(appender);
  }

  /// Standard error, which stays open when the log ends: why a start failed is said after that.
  private static final class Screen extends FileOutputStream {
    Screen() {
      super(FileDescriptor.err);
    }

    @Override
    public void close() {}
  }

  /// Leaves out what Javalin says of a server that does not start: who started it says why.
  private static final class SaidBetter extends Filter<ILoggingEvent> {
    @Override
    public FilterReply decide(ILoggingEvent event) {
      return event.getMessage().equals("Failed to start Javalin")
          ? FilterReply.DENY
          : FilterReply.NEUTRAL;
    }
  }
}
