package dev.homeport.relay;

import dev.homeport.lifecycle.Service;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Questions to homes that go on though somebody else has answered, because their models may be
/// loading. Few, and none after the end.
public final class Lingering implements Service {
  private static final int MOST = 16;

  /// Those that go on; guarded by this, as is whether more may.
  private final Set<Lane> lanes = new HashSet<>();

  private boolean stopped;

  /// Whether this one may go on.
  synchronized boolean admits(Lane lane) {
    return !stopped && lanes.size() < MOST && lanes.add(lane);
  }

  /// It is over.
  synchronized void over(Lane lane) {
    lanes.remove(lane);
  }

  @Override
  public String name() {
    return "loads";
  }

  @Override
  public void start() {}

  @Override
  public void stop() {
    List<Lane> all;
    synchronized (this) {
      stopped = true;
      all = List.copyOf(lanes);
    }
    all.forEach(Lane::callOff);
  }
}
