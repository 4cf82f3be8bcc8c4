package dev.homeport.doctor.tunnel;

import dev.homeport.doctor.Check;
import dev.homeport.doctor.Outcome;
import dev.homeport.doctor.Seen;
import dev.homeport.tunnel.sight.Notice;
import java.util.List;

/// What works today and a person should know of: a key that expires, what a rename left behind.
public record NoticesCheck(Seen<Glimpse> glimpse) implements Check {
  @Override
  public String id() {
    return "tunnel.notices";
  }

  @Override
  public List<String> after() {
    return List.of("tunnel.way");
  }

  @Override
  public Outcome look() {
    Glimpse seen = glimpse.find().orElse(null);
    if (seen == null) {
      return Outcome.skip("nothing is known of a tunnel");
    }
    List<Outcome> doubts = seen.notices().stream().map(NoticesCheck::doubt).toList();
    return Outcome.of(doubts, "nothing to know of");
  }

  private static Outcome doubt(Notice notice) {
    return Outcome.warn(notice.what(), notice.next().isEmpty() ? null : notice.next());
  }
}
