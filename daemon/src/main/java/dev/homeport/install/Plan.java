package dev.homeport.install;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What will be done.
///
/// @param steps in this order
/// @param warnings what a person should know before
/// @param outcome what is there when all is done; nothing where something is taken away
public record Plan(List<Step> steps, List<String> warnings, @Nullable Outcome outcome) {
  /// Copies the lists.
  public Plan {
    steps = List.copyOf(steps);
    warnings = List.copyOf(warnings);
  }

  /// What an installation leads to.
  ///
  /// @param tunnel the kind of tunnel that the role will watch; empty where it is none
  public record Outcome(Served role, String localUrl, Path state, boolean open, String tunnel) {}

  /// What became of planning.
  public sealed interface Made {
    /// It can be done.
    record Ready(Plan plan) implements Made {}

    /// It must not be done, why, and what makes it possible.
    ///
    /// @param exit how the command ends
    record Refused(int exit, String why) implements Made {}

    /// Refused because something on this machine is in the way.
    static Made refused(String why) {
      return new Refused(1, why);
    }
  }
}
