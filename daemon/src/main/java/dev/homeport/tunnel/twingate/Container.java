package dev.homeport.tunnel.twingate;

import dev.homeport.wire.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A container, as `docker inspect` is asked for it: of its environment, which holds tokens, comes
/// the one number that is no secret.
///
/// @param status Docker's word: `running`, `exited`, `restarting`, …
/// @param metricsPort the port of this machine that leads to its metrics; nothing where none does
record Container(
    String id,
    String status,
    boolean running,
    int exit,
    int restarts,
    @Nullable Instant started,
    boolean comesBack,
    @Nullable Integer metricsPort) {
  private static final String METRICS = "TWINGATE_METRICS_PORT";

  /// What `docker inspect` shall print.
  static final String FORMAT =
      "{\"id\":{{json .Id}},\"status\":{{json .State.Status}},\"running\":{{json .State.Running}},"
          + "\"restarting\":{{json .State.Restarting}},\"paused\":{{json .State.Paused}},"
          + "\"exit\":{{json .State.ExitCode}},\"started\":{{json .State.StartedAt}},"
          + "\"restarts\":{{json .RestartCount}},"
          + "\"policy\":{{json .HostConfig.RestartPolicy.Name}},"
          + "\"ports\":{{json .NetworkSettings.Ports}},"
          + "\"metrics\":\"{{range .Config.Env}}{{$pair := split . \"=\"}}"
          + "{{if eq (index $pair 0) \""
          + METRICS
          + "\"}}{{index $pair 1}}{{end}}{{end}}\"}";

  static Optional<Container> of(String printed) {
    if (!(JsonObject.parse(printed) instanceof JsonObject.Parsed.Good(JsonObject object))
        || object.text("status") == null) {
      return Optional.empty();
    }
    String policy = object.text("policy", "");
    return Optional.of(
        new Container(
            object.text("id", ""),
            object.text("status", ""),
            object.flag("running", false)
                && !object.flag("restarting", false)
                && !object.flag("paused", false),
            Math.toIntExact(object.number("exit", 0) & 0xffff),
            Math.toIntExact(Math.min(object.number("restarts", 0), Integer.MAX_VALUE)),
            time(object.text("started", "")),
            !policy.isEmpty() && !policy.equals("no"),
            metricsPort(object)));
  }

  private static @Nullable Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException _) {
      return null;
    }
  }

  private static @Nullable Integer metricsPort(JsonObject object) {
    String inside = object.text("metrics", "");
    return object.object("ports").objects(inside + "/tcp").stream()
        .map(binding -> binding.text("HostPort", ""))
        .filter(text -> text.matches("\\d{1,5}"))
        .map(Integer::valueOf)
        .filter(port -> port > 0 && port < 65_536)
        .findFirst()
        .orElse(null);
  }

  /// How it is, for people.
  String words() {
    return running ? status : status + (status.equals("exited") ? " with " + exit : "");
  }
}
