package dev.homeport.tunnel.watch;

import dev.homeport.journal.Event.Weight;
import dev.homeport.journal.Journal;
import dev.homeport.tunnel.sight.Evidence;
import dev.homeport.tunnel.sight.Layer;
import dev.homeport.tunnel.sight.Notice;
import dev.homeport.tunnel.sight.Sight;
import java.net.URI;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the last looks saw, put together: a look at this machine alone leaves what was seen outside
/// as it was. One thread's own.
final class Picture {
  private final Journal journal;
  private final Map<Layer, Evidence> layers = new EnumMap<>(Layer.class);
  private final Map<String, Notice> notices = new LinkedHashMap<>();

  /// The topics that were told and are still so.
  private final Set<String> told = new HashSet<>();

  private @Nullable URI url;

  /// A picture of nothing.
  ///
  /// @param journal hears of each notice once
  Picture(Journal journal) {
    this.journal = journal;
  }

  void add(Sight sight) {
    sight.evidence().forEach(one -> layers.put(one.layer(), one));
    URI known = sight.publicUrl();
    if (known != null) {
      url = known;
    }
    if (sight.whole() && sight.trouble() == null) {
      notices.clear();
    }
    sight.notices().forEach(one -> notices.put(one.topic(), one));
    told.retainAll(notices.keySet());
    for (Notice notice : notices.values()) {
      if (told.add(notice.topic())) {
        journal.note(
            Weight.WARN,
            "tunnel noticed",
            Map.of("topic", notice.topic(), "what", notice.what(), "next", notice.next()));
      }
    }
  }

  List<Evidence> evidence() {
    return List.copyOf(layers.values());
  }

  List<Notice> notices() {
    return List.copyOf(notices.values());
  }

  @Nullable URI url() {
    return url;
  }
}
