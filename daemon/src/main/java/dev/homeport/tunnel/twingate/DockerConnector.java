package dev.homeport.tunnel.twingate;

import dev.homeport.host.Command.Result;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.twingate.Metrics.Counted;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A Connector in a container, which on a Mac is a machine within the machine, with a clock of its
/// own that may stop while the Mac sleeps.
final class DockerConnector implements Connector {
  private static final Pattern IMAGE = Pattern.compile("(.*/)?twingate/connector([:@].*)?");
  private static final String LIST = "{{.Names}}\t{{.Image}}";

  /// What is asked for costs as much as all the rest, so that it is asked seldom while all is well.
  private static final Duration CLOCK_EVERY = Duration.ofMinutes(5);

  /// Docker gives a container ten seconds to end.
  private static final Duration RESTARTING = Duration.ofSeconds(60);

  private static final String RUN =
      "run the Connector as Twingate's admin console says, with --add-host"
          + " home.internal:host-gateway --restart unless-stopped";

  private final Docker docker;
  private final @Nullable String wanted;
  private final Ticker ticker;
  private final WallClock wall;

  /// When the clock was looked at last, and what was seen; nothing before the first time.
  private @Nullable Instant clockAsked;

  private @Nullable Duration drift;

  /// What its metrics said last, and in which start of which container.
  private record Counting(Counted counted, String start, long atNanos) {}

  private @Nullable Counting counting;

  /// The container whose log has said that its tokens were revoked: it stays so.
  private String revoked = "";

  /// @param wanted the container's name; nothing where its image tells it
  DockerConnector(Docker docker, @Nullable String wanted, Ticker ticker, WallClock wall) {
    this.docker = docker;
    this.wanted = wanted;
    this.ticker = ticker;
    this.wall = wall;
  }

  @Override
  public Look look() throws InterruptedException {
    Result listed = docker.run("ps", "--all", "--no-trunc", "--format", LIST);
    Finding trouble = docker.trouble(listed);
    if (trouble != null) {
      return new Look.Unseen(trouble);
    }
    List<String> names = listed instanceof Result.Ran(_, String out, _) ? names(out) : List.of();
    if (names.size() != 1) {
      return new Look.Unseen(not(names));
    }
    return inspected(names.getFirst());
  }

  /// The containers that may be meant.
  private List<String> names(String out) {
    return out.lines()
        .map(line -> line.split("\t", -1))
        .filter(columns -> columns.length == 2)
        .filter(
            columns ->
                wanted == null
                    ? IMAGE.matcher(columns[1]).matches()
                    : List.of(columns[0].split(",", -1)).contains(wanted))
        .map(columns -> wanted == null ? columns[0].split(",", -1)[0] : wanted)
        .distinct()
        .toList();
  }

  private Finding not(List<String> names) {
    if (wanted != null) {
      return new Finding(
          Cause.NO_CONTAINER,
          "there is no container called " + wanted,
          "name it as docker ps --all does: daemon.tunnel.connector");
    }
    return names.isEmpty()
        ? new Finding(
            Cause.NO_CONTAINER, "there is no container of the image twingate/connector", RUN)
        : new Finding(
            Cause.NO_CONTAINER,
            "there are several connectors: " + String.join(", ", names),
            "name the one that leads here: daemon.tunnel.connector");
  }

  private Look inspected(String name) throws InterruptedException {
    Result result =
        docker.run("inspect", "--type", "container", "--format", Container.FORMAT, name);
    Finding trouble = docker.trouble(result);
    if (trouble != null) {
      return new Look.Unseen(trouble);
    }
    Container container =
        result instanceof Result.Ran(_, String out, _) ? Container.of(out).orElse(null) : null;
    if (container == null) {
      return new Look.Unseen(
          new Finding(
              Cause.DOCKER_DOWN, "docker inspect gave no JSON", "run: docker inspect " + name));
    }
    Health health =
        container.running() ? health(name) : new Health.Unasked("its health cannot be asked");
    ConnectorLog.Word log = log(name, container);
    boolean ill = !container.running() || health instanceof Health.Ill;
    clock(ill || log != ConnectorLog.Word.NOTHING);
    Integer port = container.running() ? container.metricsPort() : null;
    return new Look.Seen(
        new State(
            name,
            container.running(),
            container.words(),
            container.started(),
            container.restarts(),
            health,
            log,
            drift,
            counts(container, port),
            container.comesBack(),
            docker.restarting()));
  }

  private @Nullable Counts counts(Container container, @Nullable Integer port) {
    Counted now = port == null ? null : Metrics.counted(port, ticker).orElse(null);
    Counting before = counting;
    String start = container.id() + container.started();
    counting = now == null ? null : new Counting(now, start, ticker.nanoTime());
    if (now == null) {
      return null;
    }
    return before == null || !before.start().equals(start)
        ? new Counts(now, null, null)
        : new Counts(now, before.counted(), Duration.ofNanos(ticker.nanoTime() - before.atNanos()));
  }

  private Health health(String name) throws InterruptedException {
    return switch (docker.run("exec", name, "/connectorctl", "health")) {
      case Result.NotFound(String why) -> new Health.Unasked(why);
      case Result.TimedOut(Duration after, _, _) ->
          new Health.Ill("connectorctl gave no answer within " + after.toSeconds() + " s");
      case Result.Ran(int exit, String out, String err) -> judged(exit, out, err);
    };
  }

  /// What `connectorctl health` has said.
  static Health judged(int exit, String out, String err) {
    if (exit == 0 && out.strip().equals("OK")) {
      return new Health.Fine();
    }
    if (exit == 126 || exit == 127) {
      return new Health.Unasked("it has no connectorctl");
    }
    String said = FirstLine.of(out.isBlank() ? err : out);
    return new Health.Ill(said.isEmpty() ? "exit status " + exit : said);
  }

  private ConnectorLog.Word log(String name, Container container) throws InterruptedException {
    if (!container.id().isEmpty() && revoked.equals(container.id() + container.started())) {
      return ConnectorLog.Word.REVOKED;
    }
    Stream<String> since =
        container.started() == null
            ? Stream.empty()
            : Stream.of("--since", container.started().toString());
    String[] words =
        Stream.concat(
                Stream.of("logs", "--timestamps", "--tail", "300"),
                Stream.concat(since, Stream.of(name)))
            .toArray(String[]::new);
    if (!(docker.run(words) instanceof Result.Ran(_, String out, String err))) {
      return ConnectorLog.Word.NOTHING;
    }
    List<String> lines =
        Stream.concat(out.lines(), err.lines()).sorted().collect(Collectors.toList());
    ConnectorLog.Word word = ConnectorLog.judge(lines, wall.now());
    if (word == ConnectorLog.Word.REVOKED) {
      revoked = container.id() + container.started();
    }
    return word;
  }

  /// Compares the clocks, where that is due.
  private void clock(boolean ill) throws InterruptedException {
    Instant before = wall.now();
    Instant asked = clockAsked;
    boolean fresh =
        asked != null && Duration.between(asked, before).abs().compareTo(CLOCK_EVERY) < 0;
    Duration known = drift;
    boolean near = known == null || known.abs().compareTo(ConnectorVerdict.LARGEST_DRIFT) <= 0;
    if (fresh && !ill && near) {
      return;
    }
    clockAsked = before;
    Result result = docker.run("info", "--format", "{{json .SystemTime}}");
    Instant after = wall.now();
    drift = result instanceof Result.Ran(_, String out, _) ? drift(out, before, after) : null;
  }

  /// How far the time in the text is ahead of when it was asked for, which was in between.
  static @Nullable Duration drift(String text, Instant before, Instant after) {
    try {
      Instant theirs = OffsetDateTime.parse(text.strip().replace("\"", "")).toInstant();
      if (theirs.isBefore(before)) {
        return Duration.between(before, theirs);
      }
      return theirs.isAfter(after) ? Duration.between(after, theirs) : Duration.ZERO;
    } catch (DateTimeException _) {
      return null;
    }
  }

  @Override
  public @Nullable String restart(String name) throws InterruptedException {
    return switch (docker.runWithin(RESTARTING, "restart", name)) {
      case Result.NotFound(String why) -> why;
      case Result.TimedOut(Duration after, _, _) ->
          "docker restart gave no answer within " + after.toSeconds() + " s";
      case Result.Ran(int exit, _, _) when exit == 0 -> null;
      case Result.Ran(int exit, _, String err) ->
          "docker restart: " + exit + " " + FirstLine.of(err);
    };
  }
}
