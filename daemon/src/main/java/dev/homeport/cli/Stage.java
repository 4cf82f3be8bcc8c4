package dev.homeport.cli;

import dev.homeport.journal.Journal;
import dev.homeport.time.Pause;
import dev.homeport.wire.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/// What plays in a demonstration: the real daemon in front of an Ollama, and the real router, whose
/// home is that daemon and whose cloud a simulated one.
///
/// @param home the daemon
record Stage(Trial home, Trial router) {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration GLANCE = Duration.ofMillis(20);

  /// What came of setting it.
  sealed interface Setting {
    /// Both run, and the router knows whose models are whose.
    record Ready(Stage stage) implements Setting {}

    /// One does not, and the other is gone.
    record Refused(String text) implements Setting {}
  }

  /// Where they listen; 0 for any port that is free.
  record Ports(int daemon, int router) {
    static final Ports FREE = new Ports(0, 0);
  }

  /// Starts both.
  static Setting set(Surroundings around, Ports ports, URI ollama, URI cloud, Journal journal)
      throws IOException, InterruptedException {
    return switch (Trial.daemon(around, ports.daemon(), ollama, journal)) {
      case Trial.Trying.Refused(String text) -> new Setting.Refused(text);
      case Trial.Trying.Running(Trial home) -> {
        Setting set = beside(home, Trial.router(around, ports.router(), home, cloud, journal));
        if (set instanceof Setting.Refused) {
          home.end();
        }
        yield set;
      }
    };
  }

  private static Setting beside(Trial home, Trial.Trying router)
      throws IOException, InterruptedException {
    switch (router) {
      case Trial.Trying.Refused(String text) -> {
        return new Setting.Refused(text);
      }
      case Trial.Trying.Running(Trial running) -> {
        if (!isInformed(running)) {
          running.end();
          return new Setting.Refused("the router did not see the models of its providers in time");
        }
        return new Setting.Ready(new Stage(home, running));
      }
    }
  }

  /// Whether the router has seen everybody's models; waits for it. It needs a moment, in which it
  /// would answer from whom it has seen first.
  private static boolean isInformed(Trial router) throws InterruptedException {
    var asking = new Asking(router.url(), router.key(), PATIENCE);
    for (long looks = PATIENCE.dividedBy(GLANCE); looks > 0; looks--) {
      if (asking.get("/health?verbose") instanceof Asking.Said.Answered said
          && JsonObject.parse(said.text()) instanceof JsonObject.Parsed.Good(JsonObject page)) {
        List<JsonObject> providers = page.objects("providers");
        if (providers.stream().allMatch(each -> each.text("models_seen") != null)) {
          return true;
        }
      }
      Pause.real().last(GLANCE);
    }
    return false;
  }

  /// Ends both; whoever has ended already stays so.
  void end() throws IOException, InterruptedException {
    try {
      router.end();
    } finally {
      home.end();
    }
  }
}
