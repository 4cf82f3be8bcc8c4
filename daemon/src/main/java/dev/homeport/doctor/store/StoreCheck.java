package dev.homeport.doctor.store;

import dev.homeport.doctor.Check;
import dev.homeport.doctor.Outcome;
import dev.homeport.doctor.Seen;
import dev.homeport.wire.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether a router reaches what it keeps things in: as it says itself, since it goes there with
/// its own rights and over its own network; else as far as it can be seen from here.
///
/// @param name what is looked at
/// @param part where the router's page tells it
/// @param own looks from here; nothing where the router is on another machine
/// @param fix what is to be done where the router does not reach it
public record StoreCheck(
    String name, String part, Seen<JsonObject> page, @Nullable Look own, String fix)
    implements Check {
  /// A look from here.
  @FunctionalInterface
  public interface Look {
    /// Takes it. It changes nothing.
    Outcome take() throws InterruptedException;
  }

  @Override
  public String id() {
    return "router." + name;
  }

  @Override
  public List<String> after() {
    return List.of("router.health");
  }

  @Override
  public Outcome look() throws InterruptedException {
    JsonObject told = page.find().map(all -> all.object(part)).orElse(null);
    if (told != null && told.has("where")) {
      return told(told);
    }
    return own == null
        ? Outcome.skip("its page tells that only to an admin's key: set HOMEPORT_KEY to one")
        : own.take();
  }

  private Outcome told(JsonObject told) {
    String where = told.text("where", "");
    String trouble = told.text("trouble");
    long lost = told.number("lost", 0);
    if (trouble != null) {
      return Outcome.fail("the router has trouble with " + where + ": " + trouble, fix);
    }
    return lost > 0
        ? Outcome.warn(
            "the router writes to " + where + " again, but " + lost + " rows were lost",
            "homeport logs --role router   # since when, and why")
        : Outcome.ok("the router reaches " + where);
  }
}
