package dev.homeport.doctor.tunnel;

import dev.homeport.tunnel.Tunnel;
import dev.homeport.tunnel.sight.Evidence;
import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.sight.Notice;
import dev.homeport.wire.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of the tunnel, whoever has looked.
///
/// @param monitored whether a daemon's monitor did, which also knows what the world sees
/// @param state its word; nothing where only this machine was looked at
/// @param cause what is wrong, in a word; nothing where nothing is
/// @param what the same in words
/// @param next the next step for a person
/// @param verified when an answer last came back from outside, as it is written
/// @param verifiedFrom who had asked
/// @param evidence layer by layer, in words
public record Glimpse(
    boolean monitored,
    String kind,
    @Nullable String state,
    @Nullable String cause,
    @Nullable String what,
    @Nullable String next,
    @Nullable String url,
    @Nullable String verified,
    @Nullable String verifiedFrom,
    List<String> evidence,
    List<Notice> notices) {
  /// Copies the lists.
  public Glimpse {
    evidence = List.copyOf(evidence);
    notices = List.copyOf(notices);
  }

  /// What stands on a daemon's page.
  static Glimpse of(JsonObject tunnel) {
    var evidence = new ArrayList<String>();
    for (JsonObject each : tunnel.objects("evidence")) {
      evidence.add(
          each.text("layer", "?") + " " + each.text("mark", "") + ": " + each.text("what", ""));
    }
    var notices = new ArrayList<Notice>();
    for (JsonObject each : tunnel.objects("notices")) {
      notices.add(new Notice(each.text("topic", ""), each.text("what", ""), each.text("next", "")));
    }
    return new Glimpse(
        true,
        tunnel.text("kind", ""),
        tunnel.text("state", "unwatched"),
        tunnel.text("cause"),
        tunnel.text("what"),
        tunnel.text("next"),
        tunnel.text("url"),
        tunnel.text("verified"),
        tunnel.text("verified_from"),
        evidence,
        notices);
  }

  /// What was read here.
  static Glimpse of(String kind, Tunnel.Local local) {
    Finding trouble = local.trouble();
    return new Glimpse(
        false,
        kind,
        null,
        trouble == null ? null : trouble.cause().word(),
        trouble == null ? null : trouble.what(),
        trouble == null ? null : trouble.next(),
        local.publicUrl() == null ? null : local.publicUrl().toString(),
        null,
        null,
        local.evidence().stream().map(Glimpse::words).toList(),
        local.notices());
  }

  private static String words(Evidence evidence) {
    return evidence.layer().word() + " " + evidence.mark().word() + ": " + evidence.what();
  }

  /// Whether somebody has watched it at all.
  boolean isWatched() {
    return !"unwatched".equals(state);
  }
}
