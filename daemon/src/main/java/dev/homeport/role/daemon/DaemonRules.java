package dev.homeport.role.daemon;

import dev.homeport.access.body.BodyRules;
import dev.homeport.config.daemon.DaemonSettings;
import dev.homeport.health.OllamaHealth;
import dev.homeport.host.KeepAwake;
import dev.homeport.resilience.Gate;
import dev.homeport.server.DoorRules;
import dev.homeport.tunnel.sight.Evidence;
import dev.homeport.tunnel.sight.Layer;
import java.util.function.Supplier;

/// The settings in the words of those who obey them, made anew when the settings are others.
final class DaemonRules {
  private final Supplier<DaemonSettings> settings;

  /// What was made last, and of what; two who make it at once make the same.
  private volatile Made made;

  private record Made(DaemonSettings of, DoorRules door, BodyRules body) {}

  DaemonRules(Supplier<DaemonSettings> settings) {
    this.settings = settings;
    this.made = make(settings.get());
  }

  DoorRules door() {
    return fresh().door();
  }

  BodyRules body() {
    return fresh().body();
  }

  static Gate.Limits gate(DaemonSettings settings) {
    var limits = settings.limits();
    return new Gate.Limits(limits.concurrent(), limits.queue(), limits.queueWait());
  }

  static KeepAwake.Mode keepAwake(DaemonSettings settings) {
    return switch (settings.keepAwake()) {
      case NEVER -> KeepAwake.Mode.NEVER;
      case WHILE_SERVING -> KeepAwake.Mode.WHILE_SERVING;
      case ON_AC -> KeepAwake.Mode.ON_AC;
    };
  }

  /// What is known of Ollama, as one stretch of the way to it.
  static Evidence evidence(OllamaHealth health) {
    String cause = health.cause();
    String words = health.state().word() + (cause == null ? "" : ": " + cause);
    return switch (health.state()) {
      case UNKNOWN -> Evidence.unseen(Layer.OLLAMA, words);
      case FINE -> Evidence.fine(Layer.OLLAMA, words);
      case SLOW, LOADING -> Evidence.warns(Layer.OLLAMA, words);
      case WEDGED, DOWN -> Evidence.fails(Layer.OLLAMA, words);
    };
  }

  /// The settings are the same as long as they are the same object: a reload makes another.
  @SuppressWarnings("ReferenceEquality")
  private Made fresh() {
    Made last = made;
    DaemonSettings now = settings.get();
    if (last.of() != now) {
      last = make(now);
      made = last;
    }
    return last;
  }

  private static Made make(DaemonSettings now) {
    var limits = now.limits();
    var policy = now.policy();
    return new Made(
        now,
        new DoorRules(
            limits.body(),
            limits.bodyRate(),
            limits.header(),
            limits.headerWait(),
            now.cors(),
            now.auth().pathKeys(),
            now.auth().open()),
        new BodyRules(
            policy.numCtx(),
            policy.loadOptionsNeedAdmin(),
            policy.unloadNeedsAdmin(),
            policy.cloudNamesRefused(),
            policy.webSearchNeedsAdmin()));
  }
}
