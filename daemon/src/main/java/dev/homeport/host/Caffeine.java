package dev.homeport.host;

import dev.homeport.host.KeepAwake.Mode;
import java.time.Duration;

/// How much caffeine the machine shall have, decided from what is asked of it.
///
/// `caffeinate -i` forbids the sleep of an idle machine; `-s` forbids sleep altogether, but counts
/// only while the machine has mains power. Neither helps against a closed lid.
enum Caffeine {
  /// None: the machine may sleep.
  NONE(""),
  /// While requests run.
  IDLE("-i"),
  /// As long as it has mains power.
  MAINS("-s");

  private final String flag;

  Caffeine(String flag) {
    this.flag = flag;
  }

  /// The argument of `caffeinate`.
  String flag() {
    return flag;
  }

  /// The dose for a machine with so many requests, or with none for so long.
  static Caffeine dose(Mode mode, int serving, Duration idle, Duration grace) {
    return switch (mode) {
      case NEVER -> NONE;
      case ON_AC -> MAINS;
      case WHILE_SERVING -> serving > 0 || idle.compareTo(grace) < 0 ? IDLE : NONE;
    };
  }
}
