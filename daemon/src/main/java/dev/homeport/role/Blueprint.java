package dev.homeport.role;

import dev.homeport.journal.Journal;
import dev.homeport.lifecycle.Services;
import dev.homeport.server.HttpServer;
import java.util.Map;

/// A role that is built and not started: what [RunningRole] has to know of it.
public interface Blueprint {
  /// What it is called.
  String name();

  HttpServer server();

  Journal journal();

  /// Starts everything, the server among it, in order.
  void startAll(Services services) throws Exception;

  /// What its first line says besides version and address.
  Map<String, Object> facts();

  /// A person wants everything looked at again, now.
  void nudge();

  /// Lets nobody in any more.
  void shut();
}
