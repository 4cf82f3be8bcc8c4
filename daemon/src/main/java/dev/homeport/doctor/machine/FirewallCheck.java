package dev.homeport.doctor.machine;

import dev.homeport.config.value.Listen;
import dev.homeport.doctor.Check;
import dev.homeport.doctor.Outcome;
import dev.homeport.doctor.look.Tools;
import java.util.List;

/// Whether macOS's application firewall stands before a daemon that listens for other machines. On
/// loopback it has no say.
///
/// @param section the role's
/// @param program what it would have to let in
public record FirewallCheck(String section, Tools tools, Listen listen, String program)
    implements Check {
  private static final String COMMAND = "/usr/libexec/ApplicationFirewall/socketfilterfw";

  @Override
  public String id() {
    return section + ".firewall";
  }

  @Override
  public Outcome look() throws InterruptedException {
    if (listen.isLoopback()) {
      return Outcome.ok("has no say: " + listen + " is for this Mac only");
    }
    String state = tools.output("socketfilterfw", "--getglobalstate").orElse("");
    if (state.isEmpty()) {
      return Outcome.skip("socketfilterfw does not say whether the firewall is on");
    }
    if (state.contains("State = 0") || state.contains("disabled")) {
      return Outcome.ok("it is off");
    }
    List<String> apps = tools.output("socketfilterfw", "--listapps").orElse("").lines().toList();
    String unblock = "sudo " + COMMAND + " --unblockapp '" + program + "'";
    for (int i = 0; i < apps.size(); i++) {
      if (apps.get(i).contains(program)) {
        boolean blocked = i + 1 < apps.size() && apps.get(i + 1).contains("Block");
        return blocked
            ? Outcome.fail(
                "it keeps others from " + listen + ": " + program + " is blocked", unblock)
            : Outcome.ok("it lets " + program + " be reached");
      }
    }
    return Outcome.warn(
        "it is on and does not know " + program + ", which listens at " + listen,
        "sudo " + COMMAND + " --add '" + program + "' && " + unblock);
  }
}
