package dev.homeport.relay;

import dev.homeport.fake.Act;
import dev.homeport.fake.Authority;
import dev.homeport.fake.Heard;
import dev.homeport.fake.Place;
import dev.homeport.upstream.Waits;
import java.time.Duration;
import java.util.function.Function;

/// Where somebody rude is to be found, and how long is waited there. What is not to be waited for
/// has all the time there is, so that only the one deadline is tested that a mishap is about.
enum Site {
  PATIENT(Mishap.PATIENT, (_, chooser) -> Place.playing(chooser)),
  /// A first token must come soon.
  HASTY(Mishap.HASTY, (_, chooser) -> Place.playing(chooser)),
  /// The next token must come soon.
  STRICT(Mishap.STRICT, (_, chooser) -> Place.playing(chooser)),
  /// The next token must come in time, which is shorter than the answer.
  FAIR(Mishap.FAIR, (_, chooser) -> Place.playing(chooser)),
  /// A daemon must say soon how the question stands; where it has done so before.
  UNTOLD(Mishap.UNTOLD, (_, chooser) -> Place.playing(chooser)),
  /// A place in the queue must become free soon.
  QUEUED(Mishap.QUEUED, (_, chooser) -> Place.playing(chooser)),
  /// The model must be loaded soon.
  LOADING(Mishap.LOADING, (_, chooser) -> Place.playing(chooser)),
  REFUSING(Mishap.PATIENT, (_, _) -> Place.refusing()),
  FULL(Mishap.PATIENT, (_, _) -> Place.full()),
  UNNAMED(Mishap.PATIENT, (_, _) -> Place.unnamed()),
  SECURE(Mishap.PATIENT, shows(Authority.Shown.GOOD)),
  EXPIRED(Mishap.PATIENT, shows(Authority.Shown.EXPIRED)),
  ELSEWHERE(Mishap.PATIENT, shows(Authority.Shown.ELSEWHERE)),
  STRANGERS(Mishap.PATIENT, shows(Authority.Shown.STRANGERS)),
  PLAIN(Mishap.PATIENT, (_, _) -> Place.plainForTls()),
  ENDS_AFTER_HELLO(Mishap.PATIENT, (_, _) -> Place.afterHello(false)),
  SILENT_AFTER_HELLO(Mishap.SLOW, (_, _) -> Place.afterHello(true));

  /// As long as nothing can come of waiting for a connection.
  private static final Duration SHORT = Duration.ofMillis(80);

  private static final Duration LONG = Duration.ofSeconds(20);

  @SuppressWarnings("ImmutableEnumChecker") // It cannot be changed, which its type does not say.
  final Waits waits;

  @SuppressWarnings("ImmutableEnumChecker") // It has no state.
  private final Opening opening;

  private interface Opening {
    Place open(Authority authority, Function<Heard, Act> chooser);
  }

  Site(Waits waits, Opening opening) {
    this.waits = waits;
    this.opening = opening;
  }

  private static Opening shows(Authority.Shown shown) {
    return (authority, chooser) -> Place.secure(authority, shown, chooser);
  }

  /// How long a connection may take there.
  Duration connect() {
    return this == FULL || this == SILENT_AFTER_HELLO ? SHORT : LONG;
  }

  Place open(Authority authority, Function<Heard, Act> chooser) {
    return opening.open(authority, chooser);
  }
}
