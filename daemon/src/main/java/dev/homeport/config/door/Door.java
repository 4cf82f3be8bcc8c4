package dev.homeport.config.door;

import static dev.homeport.config.table.Setting.Trait.RESTART;

import dev.homeport.config.table.Setting;
import dev.homeport.config.table.Values;
import dev.homeport.config.value.Addresses;
import dev.homeport.config.value.Amounts;
import dev.homeport.config.value.Listen;
import dev.homeport.config.value.Many;
import dev.homeport.config.value.OrOff;
import dev.homeport.config.value.Texts;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The settings of a role's door, each declared once for both roles.
public record Door(
    Setting<Listen> listen,
    Setting<Auth.Kind> auth,
    Setting<Boolean> pathKeys,
    Setting<List<String>> cors,
    Setting<List<Listen>> metrics,
    Setting<Log.Format> logFormat,
    Setting<Log.Level> logLevel,
    Setting<Long> body,
    Setting<Long> bodies,
    Setting<Long> header,
    Setting<Duration> headerWait,
    Setting<Long> bodyRate) {
  private static final long KIB = 1 << 10;
  private static final long MIB = 1 << 20;
  private static final long GIB = 1 << 30;

  /// The door of a section of the file.
  ///
  /// @param listen where clients ask unless told otherwise
  public static Door of(String section, String listen) {
    return new Door(
        Setting.of(section + ".listen", Addresses.LISTEN, listen, "where clients ask")
            .being(RESTART),
        Setting.of(
            section + ".auth",
            Texts.choice(Auth.Kind.class),
            "keys",
            "keys | none: anybody may ask"),
        Setting.of(
            section + ".auth.path-keys",
            Texts.SWITCH,
            "false",
            "whether /k/KEY/api/… is understood"),
        Setting.of(
            section + ".cors",
            new Many<>(Addresses.ORIGIN, "[ https://chat.example.com ]"),
            "[]",
            "origins of web pages that may ask"),
        Setting.of(
                section + ".metrics.listen",
                new OrOff<>(Addresses.LISTEN),
                "off",
                "HOST:PORT of a keyless /metrics")
            .being(RESTART),
        Setting.of(
                section + ".log.format",
                Texts.choice(Log.Format.class),
                "auto",
                "auto (human on a terminal) | human | json")
            .being(RESTART),
        Setting.of(
            section + ".log.level",
            Texts.choice(Log.Level.class),
            "info",
            "error | warn | info | debug"),
        Setting.of(section + ".limits.body", Amounts.size(KIB, GIB), "32MiB", "the largest body"),
        Setting.of(
            section + ".limits.bodies",
            Amounts.size(KIB, 64 * GIB),
            "128MiB",
            "all bodies held at once, in memory"),
        Setting.of(
            section + ".limits.header",
            Amounts.size(KIB, MIB),
            "32KiB",
            "the largest head of a request"),
        Setting.of(
            section + ".limits.header-wait",
            Amounts.duration(Duration.ofMillis(100), Duration.ofDays(1)),
            "10s",
            "how long a head may take"),
        Setting.of(
            section + ".limits.body-rate",
            Amounts.rate(0, GIB),
            "1KiB/s",
            "how fast a body must come; 0B/s for any pace"));
  }

  /// Who is let in by these values.
  public Auth auth(Values values) {
    return new Auth(values.of(auth) == Auth.Kind.NONE, values.of(pathKeys));
  }

  /// How it logs by these values.
  public Log log(Values values) {
    return new Log(values.of(logFormat), values.of(logLevel));
  }

  /// Where `/metrics` is without a key, if anywhere.
  public @Nullable Listen metrics(Values values) {
    List<Listen> address = values.of(metrics);
    return address.isEmpty() ? null : address.getFirst();
  }
}
