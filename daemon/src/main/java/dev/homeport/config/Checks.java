package dev.homeport.config;

import static dev.homeport.config.DaemonTable.AUTH;
import static dev.homeport.config.DaemonTable.BODIES;
import static dev.homeport.config.DaemonTable.BODY;
import static dev.homeport.config.DaemonTable.CORS;
import static dev.homeport.config.DaemonTable.LISTEN;
import static dev.homeport.config.DaemonTable.METRICS_LISTEN;
import static dev.homeport.config.DaemonTable.OLLAMA;
import static dev.homeport.config.DaemonTable.PATH_KEYS;
import static dev.homeport.config.DaemonTable.STATE;

import dev.homeport.config.DaemonSettings.AuthKind;
import dev.homeport.config.judge.Findings;
import dev.homeport.config.source.Environment;
import dev.homeport.config.source.Origin;
import dev.homeport.config.source.Problem;
import dev.homeport.config.table.Setting;
import dev.homeport.config.table.Setting.Trait;
import dev.homeport.config.table.Values;
import dev.homeport.config.value.Listen;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;

/// What settings mean to one another. A setting that is wrong by itself has no value here, and is
/// not held against others.
final class Checks {
  private final Findings findings;
  private Values values;

  private Checks(Values values, Findings findings) {
    this.values = values;
    this.findings = findings;
  }

  /// Checks them all; the values that hold afterwards.
  ///
  /// @param hasRouter whether the file sets up a router too
  /// @param ownState the state that a daemon has unless told otherwise
  static Values apply(
      Values values,
      Environment environment,
      boolean hasRouter,
      String ownState,
      Findings findings) {
    var checks = new Checks(values, findings);
    checks.state(hasRouter, ownState);
    checks.twoUrls(environment);
    checks.bodies();
    checks.addresses();
    checks.openness();
    checks.laterOnes();
    return checks.values;
  }

  private void state(boolean hasRouter, String ownState) {
    String url = values.maybe(STATE).orElse(ownState);
    if (StateUrl.isFolder(url)) {
      return;
    }
    String scheme = url.substring(0, url.indexOf(':'));
    if (hasRouter && values.origin(STATE) instanceof Origin.InFile) {
      findings.warning(
          problem(
              STATE,
              scheme + ": is the router's; this daemon keeps its state in " + ownState,
              "set HOMEPORT_STATE_URL=file:FOLDER for another place"));
      values = values.with(STATE, ownState, new Origin.BuiltIn());
    } else {
      findings.problem(
          problem(STATE, "a daemon cannot keep its state in " + scheme, "write file:FOLDER"));
    }
  }

  private void twoUrls(Environment environment) {
    var url = environment.variable("OLLAMA_BASE_URL");
    var other = environment.variable("OLLAMA_URL");
    if (url.isPresent() && other.isPresent() && !url.get().text().equals(other.get().text())) {
      findings.warning(
          new Problem(
              other.get().origin().text(),
              OLLAMA.path(),
              "differs from OLLAMA_BASE_URL, which counts",
              "set one of them"));
    }
  }

  private void bodies() {
    values
        .maybe(BODY)
        .flatMap(body -> values.maybe(BODIES).filter(bodies -> body > bodies))
        .ifPresent(
            bodies -> {
              Setting<Long> blamed = values.origin(BODY) instanceof Origin.BuiltIn ? BODIES : BODY;
              findings.problem(
                  problem(
                      blamed,
                      "one body ("
                          + BODY.kind().print(values.of(BODY))
                          + ") may be larger than all together ("
                          + BODIES.kind().print(bodies)
                          + ")",
                      "make daemon.limits.bodies at least as large as daemon.limits.body"));
            });
  }

  private void addresses() {
    values.maybe(LISTEN).ifPresent(this::addressesBeside);
    for (Listen metrics : values.maybe(METRICS_LISTEN).orElse(List.of())) {
      if (!metrics.isLoopback()) {
        findings.warning(
            problem(
                METRICS_LISTEN,
                metrics + " can be reached from other machines, without a key",
                "write 127.0.0.1:" + metrics.port() + " unless that is meant"));
      }
    }
  }

  private void addressesBeside(Listen listen) {
    for (Listen metrics : values.maybe(METRICS_LISTEN).orElse(List.of())) {
      if (metrics.collides(listen)) {
        findings.problem(
            problem(
                METRICS_LISTEN,
                metrics + " is in the way of daemon.listen (" + listen + ")",
                "choose another port"));
      }
    }
    values
        .maybe(OLLAMA)
        .filter(ollama -> portOf(ollama) == listen.port())
        .filter(ollama -> listen.collides(new Listen(hostOf(ollama), listen.port())))
        .ifPresent(
            ollama ->
                findings.problem(
                    problem(
                        OLLAMA,
                        ollama + " is where this daemon listens itself",
                        "name Ollama's own address, such as " + OLLAMA.standard())));
  }

  private static int portOf(URI url) {
    return url.getPort() >= 0 ? url.getPort() : "https".equals(url.getScheme()) ? 443 : 80;
  }

  private static String hostOf(URI url) {
    return url.getHost().replace("[", "").replace("]", "");
  }

  private void openness() {
    if (values.maybe(AUTH).filter(auth -> auth == AuthKind.NONE).isEmpty()) {
      return;
    }
    boolean reachable = values.maybe(LISTEN).filter(listen -> !listen.isLoopback()).isPresent();
    findings.warning(
        problem(
            AUTH,
            reachable
                ? "ANYBODY who reaches "
                    + values.of(LISTEN)
                    + " may use this Mac's models, without a key"
                : "anybody who reaches this daemon, also through a tunnel, needs no key",
            "write auth: keys unless that is meant"));
    if (values.maybe(CORS).orElse(List.of()).contains("*")) {
      findings.warning(
          problem(
              CORS,
              "any web page that is opened on this Mac may use its models",
              "name the origins that may"));
    }
    if (values.maybe(PATH_KEYS).orElse(false)) {
      findings.warning(problem(PATH_KEYS, "there are no keys to stand in a path", "leave it out"));
    }
  }

  /// Says once for each section that nothing comes of it yet.
  private void laterOnes() {
    var told = new LinkedHashSet<String>();
    for (Setting<?> setting : DaemonTable.TABLE.settings()) {
      boolean written = !(values.origin(setting) instanceof Origin.BuiltIn);
      String path = setting.path();
      int second = path.indexOf('.', path.indexOf('.') + 1);
      String section = second < 0 ? path : path.substring(0, second);
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

  private Problem problem(Setting<?> setting, String what, String right) {
    return new Problem(values.origin(setting).text(), setting.path(), what, right);
  }
}
