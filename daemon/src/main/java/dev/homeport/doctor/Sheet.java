package dev.homeport.doctor;

import dev.homeport.doctor.Outcome.State;
import java.util.ArrayList;
import java.util.List;

/// A card on a terminal: a line for each step with its state, its id and what was seen, and below
/// it, indented, what mends it. Pure.
///
/// @param width of the longest id
/// @param coloured whether the states have their colours
public record Sheet(int width, boolean coloured) {
  private static final int STATE = 5;
  private static final String GAP = "  ";
  private static final String ARROW = "→ ";
  private static final String PLAIN = "\033[0m";

  /// A sheet on which those checks fit.
  public static Sheet of(List<Check> checks, boolean coloured) {
    return new Sheet(
        checks.stream().mapToInt(check -> check.id().length()).max().orElse(0), coloured);
  }

  /// The lines of a step.
  public List<String> lines(Step step) {
    var lines = new ArrayList<String>();
    String margin = " ".repeat(STATE + GAP.length() + width + GAP.length());
    String head = state(step) + GAP + padded(step.id(), width) + GAP;
    for (String line : step.what().split("\n", -1)) {
      lines.add((lines.isEmpty() ? head : margin) + clean(line));
    }
    if (step.fix() != null) {
      for (String line : step.fix().split("\n", -1)) {
        lines.add(margin + ARROW + clean(line));
      }
    }
    return lines;
  }

  /// The last line.
  public String summary(Card card) {
    long unseen = card.count(State.SKIP);
    long fixed = card.steps().stream().filter(Step::fixed).count();
    long warnings = card.count(State.WARN);
    return card.count(State.OK)
        + " ok, "
        + warnings
        + (warnings == 1 ? " warning, " : " warnings, ")
        + card.count(State.FAIL)
        + " failed"
        + (unseen == 0 ? "" : ", " + unseen + " not seen")
        + (fixed == 0 ? "" : ", " + fixed + " fixed");
  }

  private String state(Step step) {
    boolean mended = step.fixed() && step.state() == State.OK;
    String word = padded(mended ? "fixed" : step.state().word(), STATE);
    return coloured ? colour(step.state()) + word + PLAIN : word;
  }

  private static String colour(State state) {
    return switch (state) {
      case OK -> "\033[32m";
      case WARN -> "\033[33m";
      case FAIL -> "\033[31m";
      case SKIP -> "\033[2m";
    };
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  /// What others say may not order the terminal about.
  private static String clean(String line) {
    var text = new StringBuilder(line.length());
    line.codePoints()
        .forEach(point -> text.appendCodePoint(Character.isISOControl(point) ? ' ' : point));
    return text.toString();
  }
}
