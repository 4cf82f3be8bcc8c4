package dev.homeport.doctor;

import dev.homeport.doctor.Outcome.State;
import dev.homeport.wire.JsonFields;
import java.util.List;

/// What came of a round.
public record Card(List<Step> steps) {
  /// Copies the list.
  public Card {
    steps = List.copyOf(steps);
  }

  /// Whether nothing failed.
  public boolean isOk() {
    return count(State.FAIL) == 0;
  }

  /// How many ended so.
  public long count(State state) {
    return steps.stream().filter(step -> step.state() == state).count();
  }

  /// For programs.
  ///
  /// @param version of the program that looked
  /// @param roles whose installation was looked at
  public String json(String version, List<String> roles) {
    return new JsonFields()
        .put("ok", isOk())
        .put("version", version)
        .put("roles", roles)
        .put("steps", steps.stream().map(Step::json).toList())
        .put(
            "counts",
            new JsonFields()
                .put("ok", count(State.OK))
                .put("warn", count(State.WARN))
                .put("fail", count(State.FAIL))
                .put("skip", count(State.SKIP))
                .put("fixed", steps.stream().filter(Step::fixed).count()))
        .toString();
  }
}
