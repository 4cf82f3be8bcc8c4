package dev.homeport.tunnel;

import dev.homeport.tunnel.sight.Evidence;
import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.sight.HomeState;
import dev.homeport.tunnel.sight.Notice;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How the tunnel is at one moment, as pages, screens and metrics read it.
///
/// @param kind its word in the settings
/// @param since when it came into this state
/// @param trouble what is wrong, where something is; also while a first miss waits for a second
///   look
/// @param url where this machine is reached from outside
/// @param verified when an answer of ours last came back from outside
/// @param verifiedFrom who had asked
/// @param suspect whether the last look missed, and the state waits for the next one
/// @param nextLook when it is looked at again
/// @param evidence of the last look, layer by layer
/// @param repairs the last ones, the newest first
/// @param counts how many times each rung was climbed since the start
public record Report(
    String kind,
    HomeState state,
    Instant since,
    @Nullable Finding trouble,
    @Nullable URI url,
    @Nullable Instant verified,
    @Nullable String verifiedFrom,
    boolean suspect,
    @Nullable Instant nextLook,
    List<Evidence> evidence,
    List<Notice> notices,
    List<Repair> repairs,
    Map<Rung, Long> counts) {
  /// One repair.
  ///
  /// @param outcome what came of it, in words
  public record Repair(Instant at, Rung rung, String cause, String outcome, Duration took) {}

  /// Copies the lists.
  public Report {
    evidence = List.copyOf(evidence);
    notices = List.copyOf(notices);
    repairs = List.copyOf(repairs);
    counts = Map.copyOf(counts);
  }
}
