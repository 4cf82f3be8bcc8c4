package dev.homeport.alert;

/// One try to send one message to one target.
interface Delivery {
  /// Tries, for as long as it takes.
  Sent run() throws InterruptedException;

  /// Ends the try from another thread, because it takes too long.
  void expire();
}
