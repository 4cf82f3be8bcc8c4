package dev.homeport.doctor.program;

import dev.homeport.doctor.Check;
import dev.homeport.doctor.Outcome;
import dev.homeport.host.Platform;
import dev.homeport.host.Platform.Os;

/// Whether the Java is the one that Homeport is made for and tested on.
public record JavaCheck(Running running, Platform platform) implements Check {
  private static final int MADE_FOR = 25;

  @Override
  public String id() {
    return "program.java";
  }

  @Override
  public Outcome look() {
    String seen = "Java " + running.java();
    return running.feature() == MADE_FOR
        ? Outcome.ok("Homeport " + running.version() + " on " + seen)
        : Outcome.warn(
            seen + "; Homeport is tested on 25",
            platform.os() == Os.MACOS ? "brew install openjdk@25" : "scripts/jdk25   # says how");
  }
}
