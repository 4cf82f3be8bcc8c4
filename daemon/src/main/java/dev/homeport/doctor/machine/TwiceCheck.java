package dev.homeport.doctor.machine;

import dev.homeport.doctor.Check;
import dev.homeport.doctor.Outcome;
import dev.homeport.doctor.look.Tools;
import dev.homeport.host.PortHolder;
import java.util.ArrayList;
import java.util.List;

/// Whether two start the same on a Mac: launchd by our own plist and by Homebrew's, a daemon by
/// hand beside them; and Ollama's app beside Homebrew's Ollama. They take the port from each other
/// for ever.
public record TwiceCheck(Tools tools, int port) implements Check {
  private static final String OURS = LaunchdCheck.label("daemon");
  private static final String BREW = "homebrew.mxcl.homeport";
  private static final String BREW_OLLAMA = "homebrew.mxcl.ollama";
  private static final List<String> APP_OLLAMA = List.of("electron.ollama", "com.ollama.ollama");

  @Override
  public String id() {
    return "machine.twice";
  }

  @Override
  public Outcome look() throws InterruptedException {
    String out = tools.output("launchctl", "list").orElse("");
    if (out.isEmpty()) {
      return Outcome.skip("launchctl does not say what it runs");
    }
    List<String> labels =
        out.lines().map(line -> line.substring(line.lastIndexOf('\t') + 1).strip()).toList();
    var doubles = new ArrayList<Outcome>();
    if (labels.contains(OURS) && labels.contains(BREW)) {
      doubles.add(
          Outcome.fail(
              "launchd starts Homeport twice: " + OURS + " and " + BREW,
              "brew services stop homeport   # or: homeport uninstall"));
    }
    byHand(labels, doubles);
    boolean app = labels.stream().anyMatch(label -> APP_OLLAMA.stream().anyMatch(label::contains));
    if (app && labels.contains(BREW_OLLAMA)) {
      doubles.add(
          Outcome.warn(
              "Ollama runs twice: as an app, and as " + BREW_OLLAMA, "brew services stop ollama"));
    }
    return Outcome.of(doubles, "nothing is started by two");
  }

  private void byHand(List<String> labels, List<Outcome> doubles) throws InterruptedException {
    String label = labels.contains(OURS) ? OURS : labels.contains(BREW) ? BREW : "";
    if (label.isEmpty()) {
      return;
    }
    var job = new Launchd(tools).job(label);
    PortHolder holder = PortHolder.of(port, tools.platform());
    boolean ours = "homeport".equals(holder.program());
    if (job.isPresent() && ours && holder.pid() != null && !holder.pid().equals(job.get().pid())) {
      doubles.add(
          Outcome.fail(
              "a daemon that was started by hand (pid "
                  + holder.pid()
                  + ") holds port "
                  + port
                  + ", where "
                  + label
                  + " belongs",
              "kill " + holder.pid()));
    }
  }
}
