package dev.homeport.fake;

import dev.homeport.journal.Event;
import dev.homeport.journal.Journal;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A journal that remembers what it was told.
public final class Told implements Journal {
  private final List<Event> events = new CopyOnWriteArrayList<>();

  @Override
  public void tell(Event event) {
    events.add(event);
  }

  /// Everything so far, in order.
  public List<Event> events() {
    return List.copyOf(events);
  }
}
