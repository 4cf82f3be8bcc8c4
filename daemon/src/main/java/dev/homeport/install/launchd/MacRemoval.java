package dev.homeport.install.launchd;

import dev.homeport.install.InstallRecord;
import dev.homeport.install.Job;
import dev.homeport.install.Person;
import dev.homeport.install.Plan;
import dev.homeport.install.Plan.Made;
import dev.homeport.install.Served;
import dev.homeport.install.Step;
import dev.homeport.install.WayIn;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/// What taking an installation back will do on a Mac: what it made goes, and nothing else. The data
/// (keys, logs, configuration) stay unless they are asked for, too.
final class MacRemoval {
  private MacRemoval() {}

  /// Decides.
  static Made of(
      boolean headless,
      Person person,
      Folders folders,
      Path state,
      boolean purge,
      List<String> loaded,
      Map<Path, String> lists,
      InstallRecord record,
      WayIn way,
      BiFunction<String, String, Job> jobs) {
    if (headless && !person.root()) {
      return Made.refused(
          "a daemon of the system's is root's to take away: sudo homeport uninstall --headless");
    }
    if (!headless && person.root()) {
      return Made.refused(
          "an agent belongs to a user: run homeport uninstall without sudo, or, for the one of the"
              + " system, sudo homeport uninstall --headless");
    }
    var steps = new ArrayList<Step>();
    var warnings = new ArrayList<String>();
    for (String label : List.of(JobPlists.DAEMON, JobPlists.OLLAMA)) {
      Path list = folders.list(headless, label);
      String text = lists.get(list);
      if (text != null && !JobPlists.isOurs(text, label)) {
        warnings.add(
            list + " was not written by homeport install, so it and its job are left alone");
        continue;
      }
      for (String target : loaded) {
        if (target.endsWith("/" + label) && target.startsWith("system/") == headless) {
          String domain = target.substring(0, target.length() - label.length() - 1);
          steps.add(new Step.Stop(jobs.apply(domain, label)));
        }
      }
      if (text != null) {
        steps.add(new Step.Gone(list));
      }
    }
    if (steps.isEmpty() && warnings.isEmpty()) {
      warnings.add("No service of Homeport's is installed here.");
    }
    if (way.isHere()) {
      steps.add(new Step.Closed(way));
    }
    if (purge || InstallRecord.isAlone(state, Served.DAEMON)) {
      steps.add(new Step.Gone(InstallRecord.file(state, Served.DAEMON)));
    }
    if (purge) {
      purge(folders, state, steps, warnings);
    }
    record.folders().reversed().forEach(folder -> steps.add(new Step.Emptied(folder)));
    if (!purge) {
      warnings.add(
          "Keys, logs and configuration stay in "
              + folders.support()
              + " and "
              + folders.logs()
              + "; --purge deletes them, too.");
    }
    return new Made.Ready(new Plan(steps, warnings, null));
  }

  private static void purge(Folders folders, Path state, List<Step> steps, List<String> warnings) {
    for (Path folder : List.of(folders.support(), folders.logs(), folders.caches())) {
      steps.add(new Step.Purged(folder));
    }
    if (!state.startsWith(folders.support())) {
      warnings.add(
          "The state is in "
              + state
              + " by the configuration, and stays there; delete it by hand if nothing else needs"
              + " it.");
    }
  }
}
