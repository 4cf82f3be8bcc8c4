package dev.homeport.role;

import dev.homeport.access.FirstKey;
import dev.homeport.access.KeyRing;
import dev.homeport.config.GivenKey;
import dev.homeport.config.value.Listen;
import dev.homeport.host.PortHolder;
import dev.homeport.journal.Event.Weight;
import dev.homeport.journal.Journal;
import dev.homeport.lifecycle.Services;
import dev.homeport.probe.SelfCheck;
import dev.homeport.server.HttpServer;
import dev.homeport.store.Facts;
import dev.homeport.time.Deadline;
import dev.homeport.time.Ticker;
import dev.homeport.time.WallClock;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A role that runs: it is started whole or not at all, and stopped in order.
public final class RunningRole implements Running {
  /// The exit code of a start that cannot be: mend the configuration first.
  private static final int BAD_CONFIGURATION = 78;

  private final Blueprint blueprint;
  private final Setup<?> setup;
  private final Ground ground;
  private final Services services;
  private final SelfCheck check;

  /// What a role stands on.
  ///
  /// @param folder of what belongs to this machine: the first key
  /// @param facts the small things in its state, which was opened
  /// @param letGo of the state, where nothing is built on it
  /// @param keys what the environment gives
  /// @param open whether no key is needed
  public record Ground(
      Path folder, Facts facts, Runnable letGo, List<GivenKey> keys, boolean open, Listen listen) {}

  private RunningRole(
      Blueprint blueprint, Setup<?> setup, Ground ground, Services services, SelfCheck check) {
    this.blueprint = blueprint;
    this.setup = setup;
    this.ground = ground;
    this.services = services;
    this.check = check;
  }

  /// Builds a role on its ground and starts it; returns when it listens.
  public static Started start(Setup<?> setup, Ground ground, Function<KeyRing, Blueprint> builder)
      throws InterruptedException {
    boolean built = false;
    try {
      var ring = new KeyRing(ground.facts(), ground.keys(), WallClock.system());
      String why = keyless(setup, ground, ring);
      if (why != null) {
        return new Started.Refused(BAD_CONFIGURATION, why);
      }
      Blueprint blueprint = builder.apply(ring);
      built = true;
      return started(setup, ground, blueprint);
    } finally {
      if (!built) {
        ground.letGo().run();
      }
    }
  }

  /// Makes the first key where one is needed; says why that cannot be, nothing where it can.
  private static @Nullable String keyless(Setup<?> setup, Ground ground, KeyRing ring)
      throws InterruptedException {
    switch (FirstKey.make(ring, ground.open(), ground.folder(), Ticker.system())) {
      case FirstKey.Outcome.Impossible(String why) -> {
        return why;
      }
      case FirstKey.Outcome.Made(var file) ->
          setup.lines().note(Weight.INFO, "first key made", Map.of("file", file));
      case FirstKey.Outcome.NotNeeded() -> {}
    }
    return null;
  }

  private static Started started(Setup<?> setup, Ground ground, Blueprint blueprint)
      throws InterruptedException {
    var services = new Services();
    try {
      blueprint.startAll(services);
      return new Started.Runs(
          new RunningRole(
              blueprint,
              setup,
              ground,
              services,
              selfCheck(blueprint.server(), ground.listen(), blueprint.journal(), setup.onSick())));
    } catch (Exception e) {
      services.close();
      if (e instanceof InterruptedException interrupted) {
        throw interrupted;
      }
      return new Started.Refused(1, whyNot(blueprint.name(), setup, ground.listen(), e));
    }
  }

  /// Not among the services, because it ends before the first of them: a server that lets nobody in
  /// any more looks dead to it.
  private static SelfCheck selfCheck(
      HttpServer server, Listen listen, Journal journal, Runnable onSick) {
    var self = new InetSocketAddress(listen.fromHere().host(), server.port());
    var check = new SelfCheck(self, journal, onSick, Ticker.system(), WallClock.system());
    check.start();
    return check;
  }

  private static String whyNot(String name, Setup<?> setup, Listen listen, Exception cause)
      throws InterruptedException {
    for (Throwable each = cause; each != null; each = each.getCause()) {
      if (each instanceof BindException) {
        return PortHolder.of(listen.port(), setup.platform())
            .message(listen.host(), listen.port(), setup.chooser());
      }
    }
    return "the " + name + " did not start: " + cause.getMessage();
  }

  @Override
  public void announce() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("version", setup.version());
    facts.put("listen", new Listen(ground.listen().host(), port()).toString());
    facts.putAll(blueprint.facts());
    facts.put("keys", ground.open() ? "none needed (auth: none)" : "needed");
    blueprint.journal().note(Weight.INFO, blueprint.name() + " started", facts);
  }

  @Override
  public void nudge() {
    blueprint.nudge();
  }

  @Override
  public int port() {
    return blueprint.server().port();
  }

  @Override
  public boolean stop(Duration patience) throws InterruptedException {
    var deadline = Deadline.in(patience, Ticker.system());
    HttpServer server = blueprint.server();
    Journal journal = blueprint.journal();
    journal.note(
        Weight.INFO,
        blueprint.name() + " stopping",
        Map.of("in-flight", server.inFlight(), "patience", patience.toSeconds() + "s"));
    check.stop();
    server.shut();
    blueprint.shut();
    boolean finished = server.drain(deadline);
    int left = server.inFlight();
    services.close();
    journal.note(
        finished ? Weight.INFO : Weight.WARN,
        blueprint.name() + " stopped",
        Map.of("cut", finished ? 0 : left));
    return finished;
  }
}
