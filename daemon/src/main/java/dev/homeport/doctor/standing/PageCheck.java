package dev.homeport.doctor.standing;

import dev.homeport.doctor.Check;
import dev.homeport.doctor.Outcome;
import dev.homeport.doctor.Seen;
import dev.homeport.wire.JsonObject;
import java.util.List;
import java.util.function.Function;

/// One thing that the role's own page tells.
///
/// @param section the role's
/// @param name what is looked at
/// @param reading what the page says of it
public record PageCheck(
    String section, String name, Seen<JsonObject> page, Function<JsonObject, Outcome> reading)
    implements Check {
  @Override
  public String id() {
    return section + "." + name;
  }

  @Override
  public List<String> needs() {
    return List.of(section + ".alive");
  }

  @Override
  public List<String> after() {
    return List.of(section + ".health");
  }

  @Override
  public Outcome look() {
    return page.find()
        .map(reading)
        .orElseGet(() -> Outcome.skip("its page tells that only to a key: set HOMEPORT_KEY"));
  }
}
