package dev.homeport.journal;

import dev.homeport.journal.Event.ConfigRejected;
import dev.homeport.journal.Event.ConfigReloaded;
import dev.homeport.journal.Event.KeysGuessed;
import dev.homeport.journal.Event.Noted;
import dev.homeport.journal.Event.OfRouter;
import dev.homeport.journal.Event.OllamaChanged;
import dev.homeport.journal.Event.Outcome;
import dev.homeport.journal.Event.RequestEnded;
import dev.homeport.journal.Event.Tokens;
import dev.homeport.journal.Event.TunnelChanged;
import dev.homeport.journal.Event.TunnelRepaired;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/// Writes a log line for each event: a past participle, and key–values.
public final class LogLines implements Journal {
  /// An address by which a machine is logged in: at Tailscale's control server, or at another.
  private static final Pattern LOGIN =
      Pattern.compile("(https?://[^\\s\"/]+/(?:a|register|login|auth)/)[^\\s\"]+");

  private final Logger log = LoggerFactory.getLogger("homeport");

  @Override
  public void tell(Event event) {
    switch (event) {
      case RequestEnded request -> tell(request);
      case OfRouter told -> RouterLines.line(told, log);
      case OllamaChanged(String state, @Nullable String cause, @Nullable String version) ->
          with(with(log.atInfo().addKeyValue("state", state), "version", version), "cause", cause)
              .log("ollama changed");
      case TunnelChanged changed -> tell(changed);
      case TunnelRepaired repaired -> tell(repaired);
      case ConfigReloaded(var changed, var needRestart) -> {
        var line = log.atInfo().addKeyValue("changed", String.join(",", changed));
        if (!needRestart.isEmpty()) {
          line = line.addKeyValue("needs-restart", String.join(",", needRestart));
        }
        line.log("configuration reloaded");
      }
      case ConfigRejected(var problems) ->
          problems.forEach(
              problem ->
                  log.atError()
                      .addKeyValue("problem", problem)
                      .log("configuration rejected, the old one stays"));
      case KeysGuessed(String source, long times) ->
          log.atWarn()
              .addKeyValue("source", source)
              .addKeyValue("times", times)
              .log("wrong keys tried");
      case Noted(var weight, String what, var facts) -> {
        LoggingEventBuilder line = log.atLevel(levelOf(weight));
        for (Map.Entry<String, ?> fact : facts.entrySet()) {
          line = line.addKeyValue(fact.getKey(), fact.getValue());
        }
        line.log(what);
      }
    }
  }

  private void tell(TunnelChanged changed) {
    var line =
        log.atLevel(changed.cause() == null ? Level.INFO : Level.WARN)
            .addKeyValue("kind", changed.kind())
            .addKeyValue("state", changed.state());
    line = with(with(line, "cause", changed.cause()), "what", masked(changed.what()));
    with(with(line, "next", masked(changed.next())), "url", changed.url()).log("tunnel changed");
  }

  /// Without what only its owner may have: whoever opens the address by which a machine is logged
  /// in takes it into a tailnet of their own. Logs are kept, and shown to others.
  private static @Nullable String masked(@Nullable String text) {
    return text == null
        ? null
        : LOGIN.matcher(text).replaceAll("$1… (homeport status shows all of it)");
  }

  private void tell(TunnelRepaired repaired) {
    log.atLevel(repaired.done() ? Level.INFO : Level.WARN)
        .addKeyValue("kind", repaired.kind())
        .addKeyValue("rung", repaired.rung())
        .addKeyValue("cause", repaired.cause())
        .addKeyValue("outcome", masked(repaired.outcome()))
        .addKeyValue("took-ms", repaired.took().toMillis())
        .log("tunnel repaired");
  }

  private void tell(RequestEnded request) {
    Level level = levelOf(request);
    if (!log.isEnabledForLevel(level)) {
      return;
    }
    var line =
        log.atLevel(level)
            .addKeyValue("id", request.id())
            .addKeyValue("method", request.method())
            .addKeyValue("route", request.route())
            .addKeyValue("status", request.status());
    line = with(line, "key", request.key());
    line = with(line, "model", request.model());
    line = with(line, "provider", request.provider());
    line = with(line, "user", request.user());
    Tokens tokens = request.tokens();
    if (tokens != null) {
      line =
          line.addKeyValue("tokens-in", tokens.prompt()).addKeyValue("tokens-out", tokens.answer());
    }
    line = line.addKeyValue("in", request.bytesIn()).addKeyValue("out", request.bytesOut());
    if (!request.queued().isZero()) {
      line = line.addKeyValue("queued", millis(request.queued()));
    }
    Duration firstByte = request.firstByte();
    if (firstByte != null) {
      line = line.addKeyValue("first-byte", millis(firstByte));
    }
    line = line.addKeyValue("took", millis(request.total()));
    line = with(line, "cause", request.cause());
    line.log(
        switch (request.outcome()) {
          case ANSWERED -> "request answered";
          case REFUSED -> "request refused";
          case LEFT -> "request abandoned";
          case CUT -> "answer cut";
          case FAILED -> "request failed";
        });
  }

  /// Pages of our own are asked for all day long by whoever watches us, and say nothing new.
  private static Level levelOf(RequestEnded request) {
    if (request.outcome() == Outcome.CUT || request.outcome() == Outcome.FAILED) {
      return Level.WARN;
    }
    return switch (request.route()) {
      case "/health", "/livez", "/readyz", "/metrics" -> Level.DEBUG;
      default -> Level.INFO;
    };
  }

  private static Level levelOf(Event.Weight weight) {
    return switch (weight) {
      case ERROR -> Level.ERROR;
      case WARN -> Level.WARN;
      case INFO -> Level.INFO;
      case DEBUG -> Level.DEBUG;
    };
  }

  static LoggingEventBuilder with(LoggingEventBuilder line, String name, @Nullable String value) {
    return value == null ? line : line.addKeyValue(name, value);
  }

  private static String millis(Duration duration) {
    long micros = duration.toNanos() / 1000;
    long whole = micros / 1000;
    return whole >= 100 ? whole + "ms" : whole + "." + micros % 1000 / 100 + "ms";
  }
}
