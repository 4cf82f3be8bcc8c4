package dev.homeport.doctor.standing;

import dev.homeport.doctor.Check;
import dev.homeport.doctor.Outcome;
import dev.homeport.doctor.Seen;
import java.util.List;

/// Whether both ends of the way are of one version.
///
/// @param id its own
/// @param other the check that reaches the other end
/// @param who the other end is
public record SkewCheck(String id, String other, String who, Seen<String> version, String mine)
    implements Check {
  @Override
  public List<String> needs() {
    return List.of(other);
  }

  @Override
  public Outcome look() {
    String theirs = version.find().orElse(null);
    if (theirs == null) {
      return Outcome.skip(who + " does not say its version to this key");
    }
    return theirs.equals(mine)
        ? Outcome.ok(theirs + " on both ends")
        : Outcome.warn(
            who + " is " + theirs + ", this end is " + mine,
            "install the newer of the two on the other end, then restart it there");
  }
}
