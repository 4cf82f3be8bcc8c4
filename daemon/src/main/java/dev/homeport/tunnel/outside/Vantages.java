package dev.homeport.tunnel.outside;

import dev.homeport.tunnel.Vantage;
import dev.homeport.tunnel.sight.Cause;
import dev.homeport.tunnel.sight.Finding;
import dev.homeport.tunnel.sight.Notice;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Several places to look from, the better one first: the next one is asked only where one could
/// not look.
public final class Vantages implements Vantage {
  private final List<Vantage> places;

  private Vantages(List<Vantage> places) {
    this.places = List.copyOf(places);
  }

  /// These, the first one first.
  public static Vantage first(Vantage... places) {
    return places.length == 1 ? places[0] : new Vantages(List.of(places));
  }

  @Override
  public View view(@Nullable URI publicUrl, @Nullable String instance) throws InterruptedException {
    var notices = new ArrayList<Notice>();
    var why = new ArrayList<String>();
    View last = new View("nowhere", List.of(), null, List.of());
    for (Vantage each : places) {
      last = each.view(publicUrl, instance);
      notices.addAll(last.notices());
      Finding trouble = last.trouble();
      if (trouble == null || trouble.cause() != Cause.NOBODY_OUTSIDE) {
        return new View(last.from(), last.evidence(), trouble, notices);
      }
      why.add(last.from() + ": " + trouble.what());
    }
    Finding trouble = last.trouble();
    return new View(
        last.from(),
        last.evidence(),
        new Finding(
            Cause.NOBODY_OUTSIDE,
            String.join("; ", why),
            trouble == null ? "set daemon.tunnel.url" : trouble.next()),
        notices);
  }
}
