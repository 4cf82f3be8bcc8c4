package dev.homeport.lifecycle;

/// The one factory of threads, so that each has a name that says what it does.
///
/// A request and an attempt get a virtual thread; a loop that lives as long as its role gets a
/// platform thread, because it must go on when all carriers are busy.
public final class Threads {
  private Threads() {}

  /// Starts a virtual thread.
  public static Thread virtual(String name, Runnable work) {
    return Thread.ofVirtual().name(name).start(work);
  }

  /// Starts a platform thread that does not keep the program alive.
  public static Thread loop(String name, Runnable work) {
    return Thread.ofPlatform().daemon().name(name).start(work);
  }

  /// A thread for [Runtime#addShutdownHook], not started.
  public static Thread hook(String name, Runnable work) {
    return Thread.ofPlatform().name(name).unstarted(work);
  }
}
