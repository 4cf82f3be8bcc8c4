package dev.homeport.install.launchd;

import dev.homeport.install.Person;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Why an installation on a Mac must not be, above all because two supervisors would start one
/// program against each other; each with the command that ends it.
final class MacRefusal {
  private MacRefusal() {}

  /// The first reason; nothing where there is none.
  static @Nullable String of(MacSight seen) {
    for (String why : new String[] {rights(seen), doubles(seen), ports(seen), ollama(seen)}) {
      if (why != null) {
        return why;
      }
    }
    return null;
  }

  private static @Nullable String rights(MacSight seen) {
    Person person = seen.person();
    if (seen.asked().headless() && !person.root()) {
      return "a daemon of the system's is root's to install: sudo homeport install --headless";
    }
    if (!seen.asked().headless() && person.root()) {
      return "an agent belongs to a user: run homeport install without sudo, or, for a Mac where"
          + " nobody logs in, sudo homeport install --headless";
    }
    if (seen.asked().headless() && person.uid() == 0) {
      return "the daemon must run as a user, and root is none: log in as the one whose Ollama it is,"
          + " and type sudo homeport install --headless";
    }
    return null;
  }

  private static @Nullable String doubles(MacSight seen) {
    if (isThere(seen, MacSight.BREW)) {
      return "Homebrew runs Homeport already, and two supervisors would start it against each"
          + " other: brew services stop homeport, then install again";
    }
    boolean system =
        seen.domainsOf(JobPlists.DAEMON).contains("system")
            || seen.lists().containsKey(seen.folders().list(true, JobPlists.DAEMON));
    boolean agent =
        seen.domainsOf(JobPlists.DAEMON).stream().anyMatch(domain -> !domain.equals("system"))
            || seen.lists().containsKey(seen.folders().list(false, JobPlists.DAEMON));
    if (!seen.asked().headless() && system) {
      return "Homeport is installed for the system (--headless), and two would be in each other's"
          + " way: sudo homeport uninstall --headless, then install again";
    }
    if (seen.asked().headless() && agent) {
      return "Homeport is installed as an agent of "
          + seen.person().name()
          + ", and two would be in each other's way: homeport uninstall (without sudo), then install"
          + " again";
    }
    return null;
  }

  private static boolean isThere(MacSight seen, String label) {
    return !seen.domainsOf(label).isEmpty()
        || seen.lists().containsKey(seen.folders().list(true, label))
        || seen.lists().containsKey(seen.folders().list(false, label));
  }

  /// While a job of ours runs, its port is its own; that it is free then is seen when it has ended.
  private static @Nullable String ports(MacSight seen) {
    return seen.door() != null && seen.domainsOf(JobPlists.DAEMON).isEmpty()
        ? MacPlan.held(seen.door(), seen.settings().listen(), "daemon.listen in homeport.yaml")
        : null;
  }

  private static @Nullable String ollama(MacSight seen) {
    if (!seen.asked().withOllama()) {
      return null;
    }
    if (seen.ollama() == null) {
      return "--with-ollama needs the program ollama, and it was not found: brew install ollama";
    }
    if (isThere(seen, MacSight.BREW_OLLAMA)) {
      return "Homebrew runs Ollama already: brew services stop ollama, or install without"
          + " --with-ollama";
    }
    if (seen.ollamaDoor() != null && seen.domainsOf(JobPlists.OLLAMA).isEmpty()) {
      return "port 11434 is served already, by "
          + MacPlan.who(seen.ollamaDoor())
          + ": quit Ollama.app and take it out of the login items, or install without"
          + " --with-ollama";
    }
    return null;
  }

  /// The labels that must be looked for.
  static List<String> labels() {
    return List.of(JobPlists.DAEMON, JobPlists.OLLAMA, MacSight.BREW, MacSight.BREW_OLLAMA);
  }

  /// The lists that must be looked for.
  static List<Path> lists(Folders folders) {
    return labels().stream()
        .flatMap(label -> Stream.of(folders.list(false, label), folders.list(true, label)))
        .toList();
  }
}
