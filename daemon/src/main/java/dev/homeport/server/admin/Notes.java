package dev.homeport.server.admin;

import dev.homeport.journal.Event.Weight;
import dev.homeport.journal.Journal;
import java.util.LinkedHashMap;
import java.util.Map;

/// Tells the journal what was done by order, and by whose key.
record Notes(Journal journal) {
  void done(Order order, String what, Map<String, ?> facts) {
    var all = new LinkedHashMap<String, Object>(facts);
    all.put("key", order.key().name());
    all.put("id", order.id());
    journal.note(Weight.INFO, what, all);
  }
}
