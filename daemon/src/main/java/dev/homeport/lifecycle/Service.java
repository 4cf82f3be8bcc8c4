package dev.homeport.lifecycle;

/// Something that runs between a start and a stop.
public interface Service {
  /// What it is called in messages.
  String name();

  /// Returns when it works, or throws and leaves nothing behind.
  void start() throws Exception;

  /// Returns when nothing is left. Called once, and only after a start that returned.
  void stop() throws Exception;
}
