package dev.homeport.journal;

import dev.homeport.journal.Event.Noted;
import dev.homeport.journal.Event.Weight;
import java.util.List;
import java.util.Map;

/// Where everybody tells what happened.
@FunctionalInterface
public interface Journal {
  /// Takes one event; returns at once and never throws.
  void tell(Event event);

  /// A journal that passes each event to all of these, in order.
  static Journal to(List<Journal> listeners) {
    var all = List.copyOf(listeners);
    return event -> {
      for (Journal listener : all) {
        listener.tell(event);
      }
    };
  }

  /// Tells a note.
  default void note(Weight weight, String what, Map<String, ?> facts) {
    tell(new Noted(weight, what, facts));
  }
}
