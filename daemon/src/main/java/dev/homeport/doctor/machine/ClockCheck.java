package dev.homeport.doctor.machine;

import dev.homeport.doctor.Check;
import dev.homeport.doctor.Outcome;
import dev.homeport.doctor.look.Clocks;
import dev.homeport.doctor.look.Clocks.Reading;
import dev.homeport.host.Platform.Os;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Whether our clock agrees with those of the machines that were asked anyhow.
///
/// @param section the role's
/// @param twingate whether tokens are in play that hold for seconds
/// @param asked the checks that ask others
public record ClockCheck(String section, Clocks clocks, boolean twingate, Os os, List<String> asked)
    implements Check {
  private static final Duration USUAL = Duration.ofSeconds(60);
  private static final Duration STRICT = Duration.ofSeconds(5);

  /// Copies the list.
  public ClockCheck {
    asked = List.copyOf(asked);
  }

  @Override
  public String id() {
    return section + ".clock";
  }

  @Override
  public List<String> after() {
    return asked;
  }

  @Override
  public Outcome look() {
    List<Reading> readings = clocks.ofOthers();
    Optional<Reading> worst =
        readings.stream().max(Comparator.comparing(reading -> reading.behind().abs()));
    if (worst.isEmpty()) {
      return Outcome.skip("no other machine was asked whose clock could be compared");
    }
    Duration behind = worst.get().behind();
    Duration most = twingate ? STRICT : USUAL;
    String host = worst.get().host();
    if (behind.abs().compareTo(most) <= 0) {
      return Outcome.ok("within " + (behind.abs().toSeconds() + 1) + " s of " + host);
    }
    String what =
        "it is "
            + behind.abs().toSeconds()
            + " s "
            + (behind.isNegative() ? "ahead of " : "behind ")
            + host
            + (twingate ? "; Twingate's tokens bear 5 s" : "; tokens and logs bear 60 s");
    return Outcome.warn(
        what,
        os == Os.MACOS
            ? "sudo sntp -sS time.apple.com"
            : "sudo timedatectl set-ntp true   # in a container: the clock of its host");
  }
}
