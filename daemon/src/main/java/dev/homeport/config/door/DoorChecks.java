package dev.homeport.config.door;

import dev.homeport.config.judge.Findings;
import dev.homeport.config.source.Environment;
import dev.homeport.config.source.Environment.Variable;
import dev.homeport.config.source.Origin;
import dev.homeport.config.source.Problem;
import dev.homeport.config.table.Setting;
import dev.homeport.config.table.Setting.Trait;
import dev.homeport.config.table.Table;
import dev.homeport.config.table.Values;
import dev.homeport.config.value.Listen;
import dev.homeport.config.value.Texts;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What the settings of a door mean to one another. A setting that is wrong by itself has no value
/// here, and is not held against others.
///
/// @param words how the role is spoken of
public record DoorChecks(Door door, Words words, Values values, Findings findings) {
  /// How a role is spoken of.
  ///
  /// @param who "this daemon"
  /// @param wares what anybody may use where no key is needed: "this Mac's models"
  /// @param pages what any web page may do then
  public record Words(String who, String wares, String pages) {}

  /// Whether two names in the environment say different things of one setting.
  public void twoNames(Table table, Environment environment) {
    for (Setting<?> setting : table.settings()) {
      List<Variable> given =
          setting.variables().stream()
              .flatMap(name -> environment.variable(name).stream())
              .toList();
      for (Variable other : given) {
        Variable counts = given.getFirst();
        if (!other.text().equals(counts.text())) {
          findings.warning(
              new Problem(
                  other.origin().text(),
                  setting.path(),
                  "differs from " + counts.name() + ", which counts",
                  "set one of them"));
        }
      }
    }
  }

  /// Whether all bodies have room for one.
  public void bodies() {
    Setting<Long> body = door.body();
    Setting<Long> bodies = door.bodies();
    values
        .maybe(body)
        .flatMap(one -> values.maybe(bodies).filter(all -> one > all))
        .ifPresent(
            all -> {
              Setting<Long> blamed = values.origin(body) instanceof Origin.BuiltIn ? bodies : body;
              findings.problem(
                  problem(
                      blamed,
                      "one body ("
                          + body.kind().print(values.of(body))
                          + ") may be larger than all together ("
                          + bodies.kind().print(all)
                          + ")",
                      "make " + bodies.path() + " at least as large as " + body.path()));
            });
  }

  /// Whether `/metrics` is in the way, or open to others.
  public void metrics() {
    for (Listen metrics : values.maybe(door.metrics()).orElse(List.of())) {
      values
          .maybe(door.listen())
          .filter(metrics::collides)
          .ifPresent(
              listen ->
                  findings.problem(
                      problem(
                          door.metrics(),
                          metrics
                              + " is in the way of "
                              + door.listen().path()
                              + " ("
                              + listen
                              + ")",
                          "choose another port")));
      if (!metrics.isLoopback()) {
        findings.warning(
            problem(
                door.metrics(),
                metrics + " can be reached from other machines, without a key",
                "write 127.0.0.1:" + metrics.port() + " unless that is meant"));
      }
    }
  }

  /// Whether a URL that somebody is asked at is where the role listens itself.
  ///
  /// @param right what else to name
  public void notItself(Setting<URI> setting, String right) {
    values
        .maybe(door.listen())
        .ifPresent(
            listen ->
                values
                    .maybe(setting)
                    .filter(url -> portOf(url) == listen.port())
                    .filter(url -> listen.collides(new Listen(hostOf(url), listen.port())))
                    .ifPresent(
                        url ->
                            findings.problem(
                                problem(
                                    setting,
                                    url + " is where " + words.who() + " listens itself",
                                    right))));
  }

  private static int portOf(URI url) {
    return url.getPort() >= 0 ? url.getPort() : "https".equals(url.getScheme()) ? 443 : 80;
  }

  private static String hostOf(URI url) {
    return url.getHost().replace("[", "").replace("]", "");
  }

  /// Whether anybody may come in.
  public void openness() {
    if (values.maybe(door.auth()).filter(auth -> auth == Auth.Kind.NONE).isEmpty()) {
      return;
    }
    boolean reachable =
        values.maybe(door.listen()).filter(listen -> !listen.isLoopback()).isPresent();
    findings.warning(
        problem(
            door.auth(),
            reachable
                ? "ANYBODY who reaches "
                    + values.of(door.listen())
                    + " may use "
                    + words.wares()
                    + ", without a key"
                : "anybody who reaches " + words.who() + ", also through a tunnel, needs no key",
            "write auth: keys unless that is meant"));
    if (values.maybe(door.cors()).orElse(List.of()).contains("*")) {
      findings.warning(problem(door.cors(), words.pages(), "name the origins that may"));
    }
    if (values.maybe(door.pathKeys()).orElse(false)) {
      findings.warning(
          problem(door.pathKeys(), "there are no keys to stand in a path", "leave it out"));
    }
  }

  /// Whether somebody wants to be told of what cannot happen here.
  ///
  /// @param onMac whether here is the Mac
  public void alerts(Setting<List<AlertSettings>> setting, boolean onMac) {
    for (AlertSettings alert : values.maybe(setting).orElse(List.of())) {
      List<String> idle =
          alert.on().stream()
              .filter(topic -> !new AlertReader(onMac).possible().contains(topic))
              .sorted()
              .map(Texts::word)
              .toList();
      if (!idle.isEmpty()) {
        findings.warning(
            problem(
                setting,
                String.join(", ", idle) + " cannot happen on " + words.who(),
                "leave it out of on"));
      }
    }
  }

  /// Says once for each section that nothing comes of it yet, unless more was said of it already.
  public void laterOnes(Table table) {
    Set<String> told =
        findings.warnings().stream()
            .map(Problem::place)
            .collect(Collectors.toCollection(HashSet::new));
    for (Setting<?> setting : table.settings()) {
      boolean written = !(values.origin(setting) instanceof Origin.BuiltIn);
      String section = section(setting.path(), table);
      if (setting.is(Trait.LATER) && written && told.add(section)) {
        findings.warning(
            new Problem(
                values.origin(setting).text(),
                section,
                "is understood, but this version makes no use of it yet",
                "nothing has to be changed"));
      }
    }
  }

  /// The section around a setting where nothing in it is used, else the setting alone.
  private static String section(String path, Table table) {
    if (path.indexOf('.') < 0) {
      return path;
    }
    String section = path.substring(0, path.lastIndexOf('.'));
    return table.settings().stream()
            .filter(other -> other.path().startsWith(section + "."))
            .allMatch(other -> other.is(Trait.LATER))
        ? section
        : path;
  }

  private Problem problem(Setting<?> setting, String what, String right) {
    return values.problem(setting, what, right);
  }
}
