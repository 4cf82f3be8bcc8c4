package dev.homeport.config.judge;

import dev.homeport.config.source.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What one reading of the configuration has found so far, the same thing once.
public final class Findings {
  private final Set<Problem> problems = new LinkedHashSet<>();
  private final Set<Problem> warnings = new LinkedHashSet<>();
  private final List<String> notes = new ArrayList<>();

  /// Adds something that is wrong.
  public void problem(Problem problem) {
    problems.add(problem);
  }

  /// Adds all of these.
  public void problems(List<Problem> more) {
    problems.addAll(more);
  }

  /// Adds something doubtful.
  public void warning(Problem warning) {
    warnings.add(warning);
  }

  /// Adds all of these.
  public void warnings(List<Problem> more) {
    warnings.addAll(more);
  }

  /// Adds a decision, for who debugs it.
  public void note(String note) {
    notes.add(note);
  }

  /// What is wrong, in the order in which it was found.
  public List<Problem> problems() {
    return List.copyOf(problems);
  }

  /// What is doubtful, in that order.
  public List<Problem> warnings() {
    return List.copyOf(warnings);
  }

  /// What was decided, in that order.
  public List<String> notes() {
    return List.copyOf(notes);
  }
}
