package dev.homeport.role;

import dev.homeport.journal.Event;
import dev.homeport.journal.Journal;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Those who hear of events and have to be made of the journal that tells them: they join when they
/// are made.
public final class LateJournal implements Journal {
  private final List<Journal> listeners = new CopyOnWriteArrayList<>();

  /// From here on this one hears, too.
  public void join(Journal listener) {
    listeners.add(listener);
  }

  @Override
  public void tell(Event event) {
    for (Journal listener : listeners) {
      listener.tell(event);
    }
  }
}
