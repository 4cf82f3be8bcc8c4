package dev.homeport.doctor;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a check saw. It never holds a secret.
///
/// @param what in words, with the values seen; several lines where several things are to be said
/// @param fix the exact command or setting that mends it, a line for each; nothing where nothing
///   has to be mended
/// @param repair what does it for the owner, where that is safe
public record Outcome(State state, String what, @Nullable String fix, @Nullable Repair repair) {
  /// How it looks, the better first.
  public enum State {
    /// It could not be seen, or does not apply.
    SKIP("skip"),
    /// As it should be.
    OK("ok"),
    /// It works, and somebody should know this.
    WARN("warn"),
    /// It does not work.
    FAIL("fail");

    private final String word;

    State(String word) {
      this.word = word;
    }

    /// The word for people and programs.
    public String word() {
      return word;
    }
  }

  /// All is well.
  public static Outcome ok(String what) {
    return new Outcome(State.OK, what, null, null);
  }

  /// It works, but.
  public static Outcome warn(String what, @Nullable String fix) {
    return new Outcome(State.WARN, what, fix, null);
  }

  /// It does not.
  public static Outcome fail(String what, @Nullable String fix) {
    return new Outcome(State.FAIL, what, fix, null);
  }

  /// There was nothing to see, and why.
  public static Outcome skip(String why) {
    return new Outcome(State.SKIP, why, null, null);
  }

  /// The same, with what mends it.
  public Outcome mendedBy(Repair by) {
    return new Outcome(state, what, fix, by);
  }

  /// Several as one: as bad as the worst, and it says what is wrong with all of those that are not
  /// well.
  ///
  /// @param well what is said when all of them are
  public static Outcome of(List<Outcome> all, String well) {
    List<Outcome> bad = all.stream().filter(each -> each.state.compareTo(State.OK) > 0).toList();
    if (bad.isEmpty()) {
      return ok(well);
    }
    State worst = bad.stream().map(Outcome::state).max(State::compareTo).orElse(State.OK);
    var whats = new LinkedHashSet<String>();
    var fixes = new LinkedHashSet<String>();
    var repairs = new ArrayList<Repair>();
    for (Outcome each : bad) {
      whats.add(each.what);
      if (each.fix != null) {
        fixes.add(each.fix);
      }
      if (each.repair != null) {
        repairs.add(each.repair);
      }
    }
    return new Outcome(
        worst,
        String.join("\n", whats),
        fixes.isEmpty() ? null : String.join("\n", fixes),
        repairs.isEmpty() ? null : Repair.of(repairs));
  }

  /// Whether those who need it can go on.
  public boolean isWell() {
    return Objects.equals(state, State.OK) || Objects.equals(state, State.WARN);
  }
}
