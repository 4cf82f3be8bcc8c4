package dev.homeport.install.launchd;

import dev.homeport.host.PortHolder;
import dev.homeport.install.Asked;
import dev.homeport.install.InstallRecord;
import dev.homeport.install.Launcher;
import dev.homeport.install.Person;
import dev.homeport.install.RoleSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What was seen on a Mac before anything is done.
///
/// @param screen whether the user is logged in at the screen, so that the domain `gui/UID` is there
/// @param loaded those of the jobs that matter to us which launchd knows, such as `gui/501/x`
/// @param lists the lists that matter to us and are there, with their texts
/// @param door who listens where the daemon shall
/// @param ollamaDoor who listens where Ollama does
/// @param ollama its program
/// @param wayIn whether the command of a tunnel was found
/// @param exists whether there is something at a path
/// @param record what the last installation noted
record MacSight(
    Asked asked,
    Person person,
    Folders folders,
    Launcher launcher,
    boolean screen,
    List<String> loaded,
    Map<Path, String> lists,
    @Nullable PortHolder door,
    @Nullable PortHolder ollamaDoor,
    @Nullable Path ollama,
    boolean wayIn,
    RoleSettings settings,
    Predicate<Path> exists,
    InstallRecord record) {

  static final String BREW = "homebrew.mxcl.homeport";
  static final String BREW_OLLAMA = "homebrew.mxcl.ollama";

  /// The domain that the job belongs to.
  String domain() {
    if (asked.headless()) {
      return "system";
    }
    return (screen ? "gui/" : "user/") + person.uid();
  }

  /// Where a job of that label is loaded, in the domains of this user and of the system.
  List<String> domainsOf(String label) {
    return loaded.stream()
        .filter(target -> target.endsWith("/" + label))
        .map(target -> target.substring(0, target.length() - label.length() - 1))
        .toList();
  }

  /// Whose the files are; nothing where they are ours anyway.
  @Nullable String owner() {
    return asked.headless() ? person.name() : null;
  }
}
