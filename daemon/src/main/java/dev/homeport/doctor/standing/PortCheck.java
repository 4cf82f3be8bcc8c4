package dev.homeport.doctor.standing;

import dev.homeport.config.value.Listen;
import dev.homeport.doctor.Check;
import dev.homeport.doctor.Outcome;
import dev.homeport.doctor.look.Said;
import dev.homeport.doctor.look.Web;
import dev.homeport.host.Platform;
import dev.homeport.host.PortHolder;

/// Who holds the port on which the role listens: nobody, it itself, or somebody in its place.
public record PortCheck(RoleDoor door, Listen listen, Platform platform, Web web) implements Check {
  @Override
  public String id() {
    return door.section() + ".port";
  }

  @Override
  public Outcome look() throws InterruptedException {
    PortHolder holder = PortHolder.of(listen.port(), platform);
    boolean answers =
        web.get(door.base(), "/livez", null) instanceof Said.Answered said
            && !said.instance().isEmpty();
    if (answers || "homeport".equals(holder.program())) {
      return Outcome.ok(listen + " is held by " + who(holder, "homeport"));
    }
    if (holder.program() == null && holder.pid() == null) {
      return Outcome.ok(listen + " is free, as far as can be seen");
    }
    String stop = holder.pid() == null ? "" : "kill " + holder.pid() + "   # or ";
    return Outcome.fail(
        listen + " is held by " + who(holder, "another program"),
        stop + "choose another port: " + door.section() + ".listen: HOST:PORT");
  }

  private static String who(PortHolder holder, String otherwise) {
    String program = holder.program() == null ? otherwise : holder.program();
    return holder.pid() == null ? program : program + " (pid " + holder.pid() + ")";
  }
}
