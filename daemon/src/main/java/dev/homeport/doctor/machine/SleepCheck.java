package dev.homeport.doctor.machine;

import dev.homeport.doctor.Check;
import dev.homeport.doctor.Outcome;
import dev.homeport.doctor.look.Tools;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/// Whether a Mac that shall be reachable goes to sleep on mains power, and what wakes it. It is the
/// owner's to change.
///
/// @param kept whether Homeport itself keeps it awake on mains power
public record SleepCheck(Tools tools, boolean kept) implements Check {
  @Override
  public String id() {
    return "machine.sleep";
  }

  @Override
  public Outcome look() throws InterruptedException {
    String out = tools.output("pmset", "-g", "custom").orElse(null);
    if (out == null) {
      return Outcome.skip("pmset does not say how this Mac sleeps");
    }
    Map<String, String> mains = onMains(out);
    var doubts = new ArrayList<Outcome>();
    String sleep = mains.getOrDefault("sleep", "0");
    if (!sleep.equals("0") && !kept) {
      doubts.add(
          Outcome.warn(
              "on mains power it sleeps after "
                  + sleep
                  + " min, and nobody is at home then (sleep "
                  + sleep
                  + ")",
              "sudo pmset -c sleep 0   # or daemon.power.keep-awake: on-ac"));
    }
    if (mains.getOrDefault("womp", "1").equals("0")) {
      doubts.add(Outcome.warn("the network does not wake it (womp 0)", "sudo pmset -c womp 1"));
    }
    if (mains.getOrDefault("autorestart", "1").equals("0")) {
      doubts.add(
          Outcome.warn(
              "it stays off after a power failure (autorestart 0)", "sudo pmset -c autorestart 1"));
    }
    return Outcome.of(
        doubts,
        sleep.equals("0")
            ? "on mains power it does not sleep (powernap "
                + mains.getOrDefault("powernap", "unknown")
                + ")"
            : "on mains power it would sleep after " + sleep + " min; Homeport keeps it awake");
  }

  /// The settings below `AC Power:`, by name.
  static Map<String, String> onMains(String out) {
    var settings = new LinkedHashMap<String, String>();
    boolean mains = false;
    for (String line : out.lines().toList()) {
      if (!line.isEmpty() && !Character.isWhitespace(line.charAt(0))) {
        mains = line.startsWith("AC Power");
      } else if (mains) {
        String[] words = line.strip().split("\\s+", -1);
        if (words.length > 1) {
          settings.put(words[0], words[1]);
        }
      }
    }
    return settings;
  }
}
