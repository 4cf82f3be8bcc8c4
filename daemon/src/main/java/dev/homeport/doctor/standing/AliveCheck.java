package dev.homeport.doctor.standing;

import dev.homeport.doctor.Check;
import dev.homeport.doctor.Outcome;
import dev.homeport.doctor.look.Said;
import dev.homeport.doctor.look.Web;

/// Whether the role runs and answers.
public record AliveCheck(RoleDoor door, Web web) implements Check {
  @Override
  public String id() {
    return door.section() + ".alive";
  }

  @Override
  public Outcome look() throws InterruptedException {
    return switch (web.get(door.base(), "/livez", null)) {
      case Said.Nothing(var failure) ->
          Outcome.fail("nothing answers at " + door.base() + ": " + failure.why(), door.start());
      case Said.Answered said when said.instance().isEmpty() ->
          Outcome.fail(
              "what answers at " + door.base() + " is not Homeport (status " + said.status() + ")",
              "choose another port: " + door.section() + ".listen: HOST:PORT");
      case Said.Answered said when said.status() != 200 ->
          Outcome.fail(
              said.instance() + " answers /livez with status " + said.status(), "homeport logs");
      case Said.Answered said ->
          Outcome.ok(said.instance() + " answers at " + door.base() + " in " + said.pace());
    };
  }
}
