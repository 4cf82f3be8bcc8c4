package dev.homeport.install.launchd;

import dev.homeport.install.Done;
import dev.homeport.install.Job;
import dev.homeport.install.Program.Said;
import dev.homeport.time.Pause;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// A job of launchd's in one domain.
///
/// @param domain `gui/501`, `user/501` or `system`
/// @param plist its list
public record LaunchdJob(Launchctl launchctl, String domain, String label, Path plist, Pause pause)
    implements Job {
  /// How long launchd waits for a job to end before it kills it, as our lists say, and a little.
  static final Duration ENDS = Duration.ofSeconds(35 + 5);

  private static final Duration GLANCE = Duration.ofMillis(200);

  /// How often a job is handed over that launchd does not take yet.
  private static final int TRIES = 5;

  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

  /// Its name in all of launchd.
  String target() {
    return domain + "/" + label;
  }

  @Override
  public String name() {
    return target();
  }

  @Override
  public boolean isLoaded() throws InterruptedException {
    return launchctl.knows(target());
  }

  /// A job stays "not running" after a bootstrap now and then, whatever its list says; so it is
  /// started once more. One that somebody disabled would be refused.
  @Override
  public Done start() throws InterruptedException {
    if (!Files.exists(plist)) {
      return new Done.Badly("there is no " + plist + ", so launchd has nothing to start");
    }
    launchctl.enable(target());
    Said said = launchctl.bootstrap(domain, plist);
    for (int i = 1; i < TRIES && LaunchdWords.isPassing(said.exit()); i++) {
      pause.last(BETWEEN_TRIES);
      said = launchctl.bootstrap(domain, plist);
    }
    if (!said.isWell()) {
      return new Done.Badly(LaunchdWords.of("bootstrap", said));
    }
    Said started = launchctl.kickstart(target());
    return started.isWell() ? Done.WELL : new Done.Badly(LaunchdWords.of("kickstart", started));
  }

  /// A bootout returns before the job has ended, and what comes in that time is refused; so it is
  /// over when launchd does not know the job any more.
  @Override
  public Done stop() throws InterruptedException {
    if (!isLoaded()) {
      return new Done.Well("was not loaded");
    }
    Said said = launchctl.bootout(target());
    if (!said.isWell()
        && !LaunchdWords.isAbsent(said.exit())
        && !LaunchdWords.isPassing(said.exit())) {
      return new Done.Badly(LaunchdWords.of("bootout", said));
    }
    long glances = ENDS.dividedBy(GLANCE);
    for (long i = 0; i < glances; i++) {
      if (!isLoaded()) {
        return Done.WELL;
      }
      pause.last(GLANCE);
    }
    return new Done.Badly(
        target()
            + " did not end within "
            + ENDS.toSeconds()
            + " s; end it with: launchctl kill SIGKILL "
            + target());
  }

  @Override
  public String complaint() throws InterruptedException {
    return LaunchdWords.end(launchctl.lastExit(label));
  }

  @Override
  public List<String> startCommands() {
    return List.of(
        "launchctl enable " + target(),
        "launchctl bootstrap " + domain + " '" + plist + "'",
        "launchctl kickstart " + target());
  }

  @Override
  public List<String> stopCommands() {
    return List.of(
        "launchctl bootout " + target(),
        "launchctl print " + target() + "   # until it fails, " + ENDS.toSeconds() + " s at most");
  }
}
