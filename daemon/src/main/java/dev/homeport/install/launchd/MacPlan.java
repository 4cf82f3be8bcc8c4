package dev.homeport.install.launchd;

import dev.homeport.config.value.Listen;
import dev.homeport.host.PortHolder;
import dev.homeport.install.InstallRecord;
import dev.homeport.install.Job;
import dev.homeport.install.Launcher;
import dev.homeport.install.MissingFolders;
import dev.homeport.install.Plan;
import dev.homeport.install.Plan.Made;
import dev.homeport.install.Served;
import dev.homeport.install.Step;
import dev.homeport.install.TunnelChoice;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/// What is to be done on a Mac, decided from what was seen there.
///
/// The old job is stopped before its list is replaced, so that what is undone in reverse has the
/// old list back before the old job is started from it.
final class MacPlan {
  static final Listen OLLAMA = new Listen("127.0.0.1", 11434);

  private static final String OWNERS_ONLY = "rwx------";
  private static final String LIST_MODE = "rw-r--r--";

  private final MacSight seen;
  private final BiFunction<String, String, Job> jobs;
  private final List<Step> steps = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  private MacPlan(MacSight seen, BiFunction<String, String, Job> jobs) {
    this.seen = seen;
    this.jobs = jobs;
  }

  /// Decides.
  ///
  /// @param jobs the job of a domain and a label
  static Made of(MacSight seen, BiFunction<String, String, Job> jobs) {
    String why = MacRefusal.of(seen);
    if (why != null) {
      return Made.refused(why);
    }
    return switch (seen.launcher()) {
      case Launcher.Nowhere(String nowhere) -> Made.refused(nowhere);
      case Launcher.At at -> new MacPlan(seen, jobs).made(at);
    };
  }

  private Made made(Launcher.At launcher) {
    Plist daemon = JobPlists.daemon(launcher.path(), launcher.javaHome(), seen.folders());
    Plist ollama =
        seen.asked().withOllama() && seen.ollama() != null
            ? JobPlists.ollama(seen.ollama(), seen.folders())
            : null;
    if (seen.asked().headless()) {
      daemon = JobPlists.ofSystem(daemon, seen.person().name(), seen.person().home());
      ollama =
          ollama == null
              ? null
              : JobPlists.ofSystem(ollama, seen.person().name(), seen.person().home());
    }
    for (Plist list : ollama == null ? List.of(daemon) : List.of(daemon, ollama)) {
      List<String> problems = PlistKeys.problems(list);
      if (!problems.isEmpty()) {
        return Made.refused("the list for launchd would be wrong: " + String.join("; ", problems));
      }
    }
    var tunnel = TunnelChoice.of(seen.asked().tunnel(), seen.wayIn(), seen.settings());
    prepare(tunnel);
    if (ollama != null) {
      install(JobPlists.OLLAMA, ollama);
    }
    Job job = install(JobPlists.DAEMON, daemon);
    URI base = URI.create(seen.settings().localUrl());
    steps.add(new Step.Answers(job, base, seen.folders().startLog("daemon")));
    remember();
    warn(tunnel);
    return new Made.Ready(
        new Plan(
            steps,
            warnings,
            new Plan.Outcome(
                Served.DAEMON,
                base.toString(),
                seen.settings().state(),
                seen.settings().open(),
                tunnel.kind())));
  }

  /// What can go wrong is done while the old one still runs.
  private void prepare(TunnelChoice tunnel) {
    Folders folders = seen.folders();
    var missing = new MissingFolders(seen.exists());
    missing.add(folders.support(), OWNERS_ONLY, seen.owner());
    missing.add(seen.settings().state(), OWNERS_ONLY, seen.owner());
    missing.add(folders.logs(), OWNERS_ONLY, seen.owner());
    if (!seen.asked().headless()) {
      missing.add(folders.agents(), "rwxr-xr-x", null);
    }
    steps.addAll(missing.steps());
    if (tunnel.file() != null) {
      steps.add(
          new Step.Text(
              folders.support().resolve("homeport.yaml"),
              tunnel.file(),
              "rw-------",
              seen.owner()));
    }
    steps.add(
        new Step.Key(
            seen.settings().state(),
            seen.settings().place(),
            seen.settings().open(),
            seen.settings().keys()));
  }

  private Job install(String label, Plist list) {
    for (String domain : seen.domainsOf(label)) {
      steps.add(new Step.Stop(jobs.apply(domain, label)));
    }
    if (label.equals(JobPlists.DAEMON)) {
      steps.add(new Step.Vacant(seen.settings().listen(), "daemon.listen in homeport.yaml"));
    }
    Job job = jobs.apply(seen.domain(), label);
    Path place = seen.folders().list(seen.asked().headless(), label);
    keepForeign(place, label);
    steps.add(new Step.Text(place, list.text(), LIST_MODE, null));
    steps.add(new Step.Start(job));
    return job;
  }

  /// A list that somebody has written by hand is kept beside the state before it is replaced.
  private void keepForeign(Path place, String label) {
    String old = seen.lists().get(place);
    if (old != null && !JobPlists.isOurs(old, label)) {
      Path kept = seen.settings().state().resolve(label + ".plist.old");
      steps.add(new Step.Text(kept, old, "rw-------", seen.owner()));
      warnings.add(place + " was not written by homeport install; it is kept as " + kept);
    }
  }

  private void remember() {
    InstallRecord record = seen.record().and(steps);
    steps.add(
        new Step.Text(
            InstallRecord.file(seen.settings().state(), Served.DAEMON),
            record.text(),
            "rw-------",
            seen.owner()));
  }

  private void warn(TunnelChoice tunnel) {
    warnings.addAll(tunnel.words());
    if (!seen.asked().headless() && !seen.screen()) {
      warnings.add(
          "Nobody is logged in at the screen, so the agent goes into the domain "
              + seen.domain()
              + ": Tailscale's app and the login keychain cannot be reached from there, and the"
              + " next login starts it anew. sudo homeport install --headless is made for a Mac"
              + " without a screen.");
    }
    if (seen.asked().headless()) {
      warnings.add(
          "A daemon of the system's runs before anybody logs in: Tailscale must be Homebrew's"
              + " tailscaled, not the app, and secrets of the login keychain cannot be read.");
    }
    if (seen.asked().withOllama() && seen.exists().test(seen.folders().ollamaApp())) {
      warnings.add(
          "Ollama.app is on this Mac: take it out of the login items, or two Ollamas will want"
              + " one port.");
    }
    if (seen.settings().open()) {
      warnings.add("auth: none is written, so everybody who reaches the daemon may use it.");
    }
    if (!seen.settings().listen().isLoopback()) {
      warnings.add(
          "The daemon listens on "
              + seen.settings().listen()
              + ", so other machines reach it without a tunnel.");
    }
  }

  /// Who holds a port.
  static String who(PortHolder holder) {
    String program = holder.program() == null ? "a program" : holder.program();
    return holder.pid() == null ? program : program + " (pid " + holder.pid() + ")";
  }

  /// Who holds a port, in words that say what ends that.
  static String held(PortHolder holder, Listen listen, String setting) {
    return "homeport".equals(holder.program()) && holder.pid() != null
        ? "a homeport that was started by hand (pid "
            + holder.pid()
            + ") is on port "
            + listen.port()
            + ": two would be in each other's way; end it with: kill "
            + holder.pid()
        : holder.message(listen.host(), listen.port(), setting);
  }
}
