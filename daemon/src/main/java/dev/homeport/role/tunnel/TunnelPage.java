package dev.homeport.role.tunnel;

import dev.homeport.tunnel.Report;
import dev.homeport.tunnel.Rung;
import dev.homeport.tunnel.sight.Evidence;
import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.sight.Notice;
import dev.homeport.wire.JsonFields;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A report on the tunnel as pages show it.
final class TunnelPage {
  private static final List<String> BRIEF =
      List.of("kind", "state", "since", "suspect", "cause", "url", "verified", "verified_from");

  private TunnelPage() {}

  /// What any key holder may know.
  static JsonFields brief(JsonFields whole) {
    var brief = new JsonFields();
    for (String name : BRIEF) {
      brief.put(name, whole.value(name));
    }
    return brief;
  }

  /// All of it. The next step may be an address where this machine can be logged in, so it is for
  /// those who run this Homeport.
  static JsonFields whole(Report report) {
    Finding trouble = report.trouble();
    var page = new JsonFields();
    page.put("kind", report.kind());
    page.put("state", report.state().word());
    page.put("since", report.since().toString());
    page.put("suspect", report.suspect());
    page.put("cause", trouble == null ? null : trouble.cause().word());
    page.put("url", report.url() == null ? null : report.url().toString());
    page.put("verified", text(report.verified()));
    page.put("verified_from", report.verifiedFrom());
    page.put("what", trouble == null ? null : trouble.what());
    page.put("next", trouble == null ? null : trouble.next());
    page.put("next_look", text(report.nextLook()));
    page.put("evidence", report.evidence().stream().map(TunnelPage::evidence).toList());
    page.put("notices", report.notices().stream().map(TunnelPage::notice).toList());
    page.put("repairs", report.repairs().stream().map(TunnelPage::repair).toList());
    var counts = new JsonFields();
    for (Rung rung : Rung.values()) {
      counts.put(rung.word(), report.counts().getOrDefault(rung, 0L));
    }
    return page.put("repair_counts", counts);
  }

  private static JsonFields evidence(Evidence evidence) {
    return new JsonFields()
        .put("layer", evidence.layer().word())
        .put("mark", evidence.mark().word())
        .put("what", evidence.what())
        .putIfThere("took_ms", millis(evidence.took()));
  }

  private static JsonFields notice(Notice notice) {
    return new JsonFields()
        .put("topic", notice.topic())
        .put("what", notice.what())
        .put("next", notice.next());
  }

  private static JsonFields repair(Report.Repair repair) {
    return new JsonFields()
        .put("at", repair.at().toString())
        .put("rung", repair.rung().word())
        .put("cause", repair.cause())
        .put("outcome", repair.outcome())
        .put("took_ms", repair.took().toMillis());
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }

  private static @Nullable Long millis(@Nullable Duration duration) {
    return duration == null ? null : duration.toMillis();
  }
}
